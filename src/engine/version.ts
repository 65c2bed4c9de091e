/** The version of the engine, recorded in every run; equal to the one in package.json. */
export const ENGINE_VERSION = '0.1.0';

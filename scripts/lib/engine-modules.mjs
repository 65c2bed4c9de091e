import { join } from 'node:path';
import { assemblyscript } from './assemblyscript.mjs';
import { PROJECT_ROOT } from './ensure-dependencies.mjs';

/**
 * Loads an engine module, which is TypeScript, into this process. The engine knows no browser, so what does not draw also
 * works here.
 * @param {string} path below `src/engine`
 * @returns {Promise<unknown>}
 */
export async function loadEngineModule(path) {
	const { runnerImport } = await import('vite');
	const { module } = await runnerImport(join(PROJECT_ROOT, 'src', 'engine', path), {
		root: PROJECT_ROOT,
		configFile: false,
		plugins: [assemblyscript()],
		logLevel: 'error',
	});
	return module;
}

/** Name of the channel on which workers tell of rejections that nobody handles. */
export const UNHANDLED = 'unhandled-rejections';

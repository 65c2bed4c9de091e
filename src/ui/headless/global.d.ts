import type { CommandLine, TesseraHeadless } from './headless-options.ts';

declare global {
	/** Set by `headless.ts` for the command line. */
	var tesseraHeadless: TesseraHeadless;
	var tesseraProgress: CommandLine['tesseraProgress'];
	var tesseraActivity: CommandLine['tesseraActivity'];
	var tesseraMemory: CommandLine['tesseraMemory'];
	var tesseraReport: CommandLine['tesseraReport'];
}

import type { RunSnapshot } from '../../engine/run/run.ts';
import type { TesseraHeadless } from './headless-options.ts';

declare global {
	/** Set by `headless.ts` for the command line. */
	var tesseraHeadless: TesseraHeadless;
	/** Given by the command line, which shows the progress. */
	var tesseraProgress: ((snapshot: RunSnapshot) => Promise<void>) | undefined;
	/** Given by the command line, which prints the line. */
	var tesseraActivity: ((activity: string) => Promise<void>) | undefined;
}

/**
 * The one error model. An expected failure (bad file, impossible design, full disk) is a `Problem`: data that says what,
 * where and what to do, so that it can cross threads, be listed in a report and be shown as it is. A `TesseraError`
 * carries one as an exception. Anything else that is thrown is a bug.
 */

/** What a problem is about; every field is the name a person would recognise. */
export interface ProblemPlace {
	file?: string;
	layer?: string;
	trait?: string;
	field?: string;
	token?: number;
	/** Key of a stored record. */
	record?: RecordKey;
}

/** Text in everything that this app stores; what another program has left may have numbers. */
export type RecordKey = string | number;

export interface Problem {
	/** Stable, kebab-case, for tests and for the UI; never shown to a person. */
	code: string;
	/** `error`: this thing cannot be used. `warning`: it was used, and something about it is odd. `info`: worth knowing. */
	severity: 'error' | 'warning' | 'info';
	/** One sentence: what is wrong, naming the file, layer or field. */
	message: string;
	/** One sentence: what to do about it. */
	hint?: string;
	place?: ProblemPlace;
}

export class TesseraError extends Error {
	override name = 'TesseraError';
	readonly problem: Problem;
	constructor(problem: Omit<Problem, 'severity'>, options?: { cause?: unknown }) {
		super(problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`, options);
		this.problem = { ...problem, severity: 'error' };
	}
}

/** What browsers say where a buffer, an image or a canvas cannot be had. */
const NO_MEMORY = /allocation failed|could not be allocated|out of memory|allocation size overflow/iu;

/**
 * Any thrown thing as data that survives `postMessage`. What the browser throws when memory or a file is gone, which can
 * happen anywhere, is told as `out-of-memory` or `file-changed`; a bug keeps its stack in `hint`-less form under code `bug`.
 */
export function toProblem(thrown: unknown): Problem {
	if (thrown instanceof TesseraError) return thrown.problem;
	if (thrown instanceof Error) {
		if (NO_MEMORY.test(thrown.message)) {
			return {
				code: 'out-of-memory',
				severity: 'error',
				message: 'The browser has no memory left for this.',
				hint: 'Close other tabs and programs, or make the output smaller.',
			};
		}
		if (thrown.name === 'NotReadableError') return fileChanged('A file').problem;
		const at = thrown.stack?.split('\n')[1]?.trim();
		return {
			code: 'bug',
			severity: 'error',
			message: `${thrown.name}: ${thrown.message}${at === undefined ? '' : ` (${at})`}`,
		};
	}
	return { code: 'bug', severity: 'error', message: String(thrown) };
}

/** @param what with its name, as the beginning of a sentence */
export function fileChanged(what: string): TesseraError {
	return new TesseraError({
		code: 'file-changed',
		message: `${what} was changed, moved or deleted after it was chosen, and can no longer be read.`,
		hint: 'Import the folder again.',
	});
}

/** For the `default` of an exhaustive switch: a compile error when a case is missing, an exception if one slips through. */
export function unreachable(value: never): never {
	throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

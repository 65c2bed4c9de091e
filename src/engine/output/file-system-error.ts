/** What the File System Access API throws, as the problems that a sink promises (`sink.ts`), each with what to do. */
import { TesseraError } from '../errors.ts';

/** Exceptions that pass when another program lets go of the file: a virus scanner, a sync client, an open viewer. */
const PASSING: ReadonlySet<string> = new Set(['NoModificationAllowedError', 'InvalidStateError']);

/** Whether the same write may succeed a moment later. */
export function isPassing(thrown: unknown): boolean {
	return thrown instanceof Error && PASSING.has(thrown.name);
}

/**
 * @param path the file that was being written
 * @param where the folder or ZIP for a person, e.g. `folder “Out”`
 */
export function fileSystemError(thrown: unknown, path: string, where: string): TesseraError {
	if (thrown instanceof TesseraError) return thrown;
	const name = thrown instanceof Error ? thrown.name : '';
	const place = { file: path };
	const options = { cause: thrown };
	// By name, not by class: `QuotaExceededError` is a class of its own in newer browsers.
	switch (name) {
		case 'QuotaExceededError':
			return new TesseraError(
				{
					code: 'disk-full',
					message: `There is no space left for “${path}” in ${where}.`,
					hint: 'Free some space on that disk, or choose a folder on another one.',
					place,
				},
				options,
			);
		case 'NotAllowedError':
		case 'SecurityError':
			return new TesseraError(
				{
					code: 'permission-lost',
					message: `The browser no longer allows writing “${path}” to ${where}.`,
					hint: 'Choose the folder again and allow saving changes to it.',
					place,
				},
				options,
			);
		case 'NotFoundError':
			return new TesseraError(
				{
					code: 'folder-gone',
					message: `“${path}” could not be written: ${where} was moved, renamed or deleted.`,
					hint: 'Put it back under its old name, or choose another folder.',
					place,
				},
				options,
			);
		case 'NoModificationAllowedError':
		case 'InvalidStateError':
			return new TesseraError(
				{
					code: 'file-locked',
					message: `Another program keeps “${path}” in ${where} locked.`,
					hint: 'Close programs that have it open (viewers, sync and backup programs, virus scanners).',
					place,
				},
				options,
			);
		case 'TypeMismatchError':
			return new TesseraError(
				{
					code: 'write-failed',
					message: `“${path}” could not be written to ${where}: a folder stands where the file should be, or the reverse.`,
					hint: 'Choose an empty folder.',
					place,
				},
				options,
			);
		default:
			return new TesseraError(
				{
					code: 'write-failed',
					message: `“${path}” could not be written to ${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
					hint: 'Check that the disk is connected and writable, or choose another folder.',
					place,
				},
				options,
			);
	}
}

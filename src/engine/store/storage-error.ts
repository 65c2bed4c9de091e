import { TesseraError } from '../errors.ts';

/** What IndexedDB throws, as `storage-unavailable`, `storage-newer`, `storage-full` or `storage-failed`. Bugs stay as they are. */
export function storageError(thrown: unknown): unknown {
	if (!(thrown instanceof Error && isFromIndexedDb(thrown))) return thrown;
	const options = { cause: thrown };
	switch (isForbidden(thrown) ? 'NotAllowedError' : thrown.name) {
		case 'QuotaExceededError':
			return new TesseraError(
				{
					code: 'storage-full',
					message: 'The browser has no space left to store this project.',
					hint: 'Free some disk space, or delete projects and finished runs that you no longer need.',
				},
				options,
			);
		case 'VersionError':
			return new TesseraError(
				{
					code: 'storage-newer',
					message: 'Your projects were saved by a newer version of Tessera than the one that is open here.',
					hint: 'Reload the page to get the newer version.',
				},
				options,
			);
		case 'SecurityError':
		case 'NotAllowedError':
			return new TesseraError(
				{
					code: 'storage-unavailable',
					message: 'The browser does not let this page store anything.',
					hint: 'Allow site data for this page, or leave private browsing; until then nothing is kept after a reload.',
				},
				options,
			);
		default:
			return new TesseraError(
				{
					code: 'storage-failed',
					message: `The browser’s storage failed: ${thrown.message}`,
					hint: 'Reload the page; if it happens again, check the disk.',
				},
				options,
			);
	}
}

/** Chromium says `UnknownError` where its user has blocked all site data. */
const isForbidden = ({ name, message }: Error): boolean =>
	name === 'UnknownError' && /denied permission/iu.test(message);

/** A value that cannot be cloned or a wrong key is a bug of the caller and not the storage's state. */
function isFromIndexedDb(error: Error): boolean {
	// By name too: `QuotaExceededError` is a class of its own in newer browsers.
	const isPlatform = error instanceof DOMException || error.name === 'QuotaExceededError';
	return isPlatform && error.name !== 'DataCloneError' && error.name !== 'DataError';
}

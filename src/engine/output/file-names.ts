/** Names for files and folders that are legal on every system, and folders that never overwrite an earlier collection. */
import type { ImageFormat } from '../design/design.ts';
import { fileSystemError } from './file-system-error.ts';

/** ext4, APFS and NTFS allow 255 bytes or UTF-16 units a name; UTF-8 bytes are the stricter measure. */
const MAX_NAME_BYTES = 255;

/** Devices that Windows finds under these names in every folder, with any extension ("Naming Files, Paths, and Namespaces"). */
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu;

/** Not allowed on Windows or separators elsewhere; control characters; lone surrogates; invisible marks that turn the reading direction. */
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what it is to find
const ILLEGAL = /[<>:"/\\|?*\p{Cs}\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * One path segment out of any text: NFC, illegal characters replaced by `_`, no dots or spaces at the end, no leading dot
 * (hidden, or `..`), no reserved Windows name, at most `maxBytes` bytes of UTF-8 cut between code points.
 * What is left empty becomes `fallback`.
 */
export function safeFileName(text: string, fallback: string, maxBytes = MAX_NAME_BYTES): string {
	const clean = text
		.normalize('NFC')
		.replace(ILLEGAL, '_')
		.replace(/\s+/gu, ' ')
		.replace(/^[ .]+/u, '');
	const harmless = RESERVED_ON_WINDOWS.test(clean) ? `_${clean}` : clean;
	return truncateUtf8(harmless, maxBytes).replace(/[ .]+$/u, '') || fallback;
}

function truncateUtf8(text: string, maxBytes: number): string {
	const encoder = new TextEncoder();
	if (encoder.encode(text).length <= maxBytes) return text;
	let bytes = 0;
	let kept = '';
	for (const character of text) {
		bytes += encoder.encode(character).length;
		if (bytes > maxBytes) break;
		kept += character;
	}
	return kept;
}

const EXTENSIONS: Record<ImageFormat, string> = { png: 'png', webp: 'webp', jpeg: 'jpg', avif: 'avif' };

/** `7.png`: the token's number, as ERC-721 base URIs expect it. */
export function imageFileName(number: number, format: ImageFormat): string {
	return `${number}.${EXTENSIONS[format]}`;
}

/** `7.json`. */
export function metadataFileName(number: number): string {
	return `${number}.json`;
}

/**
 * The folder of one run, e.g. `Notionists 1,000 2026-11-23 14.05.12`. A long collection name is cut, so that count and date
 * always stay.
 * @param when the date as it should read; the caller's, because only it knows the clock
 */
export function runFolderName(collection: string, count: number, when: string): string {
	const suffix = safeFileName(`${count.toLocaleString('en-US')} ${when}`, 'run', MAX_NAME_BYTES / 2);
	// Room for the space and for the ` (2)` of `freshFolder`.
	const room = MAX_NAME_BYTES - new TextEncoder().encode(suffix).length - 1 - ' (9999)'.length;
	return `${safeFileName(collection, 'Collection', room)} ${suffix}`;
}

/**
 * The first of `wanted`, `wanted (2)`, `wanted (3)` … that `directory` does not have yet, neither as a folder nor as a file.
 * @throws TesseraError `permission-lost`, `folder-gone`
 */
export async function freshFolder(directory: FileSystemDirectoryHandle, wanted: string): Promise<string> {
	for (let copy = 1; ; copy++) {
		const name = copy === 1 ? wanted : `${wanted} (${copy})`;
		if (!(await exists(directory, name))) return name;
	}
}

async function exists(directory: FileSystemDirectoryHandle, name: string): Promise<boolean> {
	try {
		await directory.getDirectoryHandle(name);
		return true;
	} catch (thrown) {
		if (thrown instanceof Error && thrown.name === 'TypeMismatchError') return true;
		// A missing entry and a missing parent look alike; only the second also fails to list.
		if (thrown instanceof Error && thrown.name === 'NotFoundError' && (await canList(directory))) return false;
		throw fileSystemError(thrown, name, `folder “${directory.name}”`);
	}
}

async function canList(directory: FileSystemDirectoryHandle): Promise<boolean> {
	try {
		await directory.keys().next();
		return true;
	} catch {
		return false;
	}
}

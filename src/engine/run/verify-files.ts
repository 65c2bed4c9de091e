/** Compares the files of an interrupted run with what is known of them. */
import { HASH_BYTES } from '../metadata/provenance.ts';
import { tokenMetadataFile } from '../metadata/token-files.ts';
import { fileSystemError } from '../output/file-system-error.ts';
import { imageFileName, metadataFileName } from '../output/file-names.ts';
import { InFlight } from '../output/in-flight.ts';
import type { SinkTarget } from '../output/sink.ts';
import { removeSwaps } from './remove-swaps.ts';
import type { SavedTokens } from '../store/run-tokens.ts';
import type { DamageReason, FileSetup } from './sink-protocol.ts';

/** Reading costs the browser a message or two per file; side by side they overlap. */
const FILES_AT_ONCE = 12;
const TELL_EVERY = 64;

/**
 * Removes what the browser left half written, then looks at what should be whole.
 * Every image is read and hashed: a file of the right size can still be another one.
 * @param onProgress told of the number of tokens looked at, now and then
 * @returns the rows whose files must be made again, and why
 * @throws TesseraError `permission-lost`, `write-failed`
 */
export async function verifyFiles(
	target: Extract<SinkTarget, { kind: 'folder' }>,
	files: FileSetup,
	tokens: SavedTokens,
	onProgress: (done: number) => void,
): Promise<{ row: number; why: DamageReason }[]> {
	const { design, plan, tokenFiles } = files;
	const where = `folder “${target.folder}”`;
	const root = await folderIn(target.directory, target.folder, where);
	const images = await folderIn(root, 'images', where);
	const metadata = await folderIn(root, 'metadata', where);
	const folders = [['', root] as const, ['images', images] as const, ['metadata', metadata] as const];
	const present = new Map(folders.flatMap(([name, handle]) => (handle === undefined ? [] : [[name, handle] as const])));
	await removeSwaps(present, files, where);
	const damaged: { row: number; why: DamageReason }[] = [];
	const inFlight = new InFlight(FILES_AT_ONCE);
	let done = 0;
	for (const [i, row] of tokens.rows.entries()) {
		await inFlight.start(async () => {
			const number = plan.firstNumber + row;
			const hash = tokens.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
			const image = await fileIn(images, imageFileName(number, design.output.format), where);
			let why = await imageDamage(image, tokens.sizes[i], hash);
			if (why === undefined && tokenFiles) {
				const text = tokenMetadataFile(design, plan, row);
				why = await textDamage(await fileIn(metadata, metadataFileName(number), where), text);
			}
			if (why !== undefined) damaged.push({ row, why });
			if (++done % TELL_EVERY === 0) onProgress(done);
		});
	}
	await inFlight.settle();
	return damaged.toSorted((a, b) => a.row - b.row);
}

async function imageDamage(file: File | undefined, size: number, hash: Uint8Array): Promise<DamageReason | undefined> {
	if (file === undefined) return 'missing';
	if (file.size < size) return 'truncated';
	if (file.size > size) return 'foreign';
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
	return digest.every((byte, i) => byte === hash[i]) ? undefined : 'foreign';
}

async function textDamage(file: File | undefined, text: string): Promise<DamageReason | undefined> {
	if (file === undefined) return 'missing';
	const found = await file.text();
	if (found === text) return undefined;
	return found.length < text.length && text.startsWith(found) ? 'truncated' : 'foreign';
}

async function folderIn(
	parent: FileSystemDirectoryHandle | undefined,
	name: string,
	where: string,
): Promise<FileSystemDirectoryHandle | undefined> {
	try {
		return await parent?.getDirectoryHandle(name);
	} catch (thrown) {
		if (isAbsent(thrown)) return undefined;
		throw fileSystemError(thrown, name, where);
	}
}

async function fileIn(
	folder: FileSystemDirectoryHandle | undefined,
	name: string,
	where: string,
): Promise<File | undefined> {
	try {
		return await (await folder?.getFileHandle(name))?.getFile();
	} catch (thrown) {
		if (isAbsent(thrown)) return undefined;
		throw fileSystemError(thrown, name, where);
	}
}

/** Nothing there, or a folder where the file should be. */
function isAbsent(thrown: unknown): boolean {
	return thrown instanceof Error && (thrown.name === 'NotFoundError' || thrown.name === 'TypeMismatchError');
}

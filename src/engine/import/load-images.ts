/** Reads the files once: type by content, size, hash; whatever cannot be used becomes a problem. */
import { assetHash } from '../design/asset-hash.ts';
import type { Asset, AssetHash } from '../design/design.ts';
import { type Problem, TesseraError, toProblem } from '../errors.ts';
import { type ImageHeader, readImageHeader } from '../raster/image-header.ts';
import { checkImageSize } from '../raster/image-limits.ts';
import { openPng } from '../raster/png-decode.ts';
import type { TreeFile } from './file-tree.ts';

export interface LoadedImage {
	hash: AssetHash;
	asset: Asset;
	/** Shares the file's content; typed by what it is. */
	blob: Blob;
}

/** A file's image; `empty`: nothing to draw (no bytes, or a PNG called None that is wholly transparent). */
export type FileContent = { kind: 'image'; image: LoadedImage } | { kind: 'empty' };

/** Files read at the same time: enough to keep a disk busy, few enough not to hold a folder in memory. */
const CONCURRENT = 6;

/** Names of files that stand for "no trait", as people call them. */
export const NONE_NAME = /^none$/i;

/**
 * Loads every file. Files that cannot be used are missing from the result and named in `problems`, in the order of `files`.
 * @param nameOf the trait name in a file's name
 */
export async function loadImages(
	files: readonly TreeFile[],
	nameOf: (file: TreeFile) => string,
	problems: Problem[],
	onProgress: ((done: number, total: number) => void) | undefined,
	signal: AbortSignal | undefined,
): Promise<Map<TreeFile, FileContent>> {
	const found: (FileContent | undefined)[] = [];
	const said: Problem[][] = files.map(() => []);
	let next = 0;
	let done = 0;
	const work = async () => {
		while (next < files.length) {
			signal?.throwIfAborted();
			const i = next++;
			try {
				found[i] = await loadImage(files[i], NONE_NAME.test(nameOf(files[i])), said[i]);
			} catch (thrown) {
				if (!(thrown instanceof TesseraError)) throw thrown;
				said[i].push({ ...toProblem(thrown), place: { file: files[i].path } });
			}
			onProgress?.(++done, files.length);
		}
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENT, files.length) }, work));
	problems.push(...said.flat());
	const contents = new Map<TreeFile, FileContent>();
	for (const [i, file] of files.entries()) {
		const content = found[i];
		if (content !== undefined) contents.set(file, content);
	}
	return contents;
}

async function loadImage(file: TreeFile, isNone: boolean, problems: Problem[]): Promise<FileContent> {
	const { path } = file;
	if (file.source.size === 0) {
		if (isNone) return { kind: 'empty' };
		throw bad('empty-file', `“${path}” is empty (0 bytes).`, 'Export the image again.');
	}
	let blob: Blob;
	let bytes: Uint8Array<ArrayBuffer>;
	try {
		blob = await file.source.blob();
		bytes = new Uint8Array(await blob.arrayBuffer());
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		const hint = 'Check that the file is still there and may be read, then import again.';
		throw bad('unreadable-file', `“${path}” could not be read: ${why}.`, hint);
	}
	const header = readImageHeader(bytes);
	if (header === undefined) {
		const hint = 'Use PNG, JPEG, WebP, AVIF, GIF or SVG files as traits.';
		throw bad('not-an-image', `“${path}” is not an image that can be read.`, hint);
	}
	if (header.damage !== undefined) {
		throw bad(
			'image-truncated',
			`“${path}” is cut off: the file ends before the picture does.`,
			'Copy or export it again.',
		);
	}
	// A drawing has no pixels of its own: it is drawn at the size of the output, whatever its units.
	const drawing = header.type === 'image/svg+xml';
	if (!drawing && header.width !== undefined && header.height !== undefined) {
		checkImageSize(header.width, header.height, path);
	}
	noteOddities(path, header, problems);
	if (isNone && header.type === 'image/png' && isTransparent(bytes, path)) return { kind: 'empty' };
	const { type, width, height } = header;
	return {
		kind: 'image',
		image: {
			hash: await assetHash(bytes),
			asset: {
				name: path,
				type,
				bytes: bytes.length,
				...(width !== undefined && height !== undefined && { width, height }),
			},
			blob: blob.type === type ? blob : blob.slice(0, blob.size, type),
		},
	};
}

function isTransparent(png: Uint8Array, name: string): boolean {
	for (const { data } of openPng(png, name).strips) {
		for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) return false;
	}
	return true;
}

const EXTENSIONS: Record<ImageHeader['type'], RegExp> = {
	'image/png': /\.png$/i,
	'image/apng': /\.a?png$/i,
	'image/jpeg': /\.(?:jpe?g|jfif)$/i,
	'image/webp': /\.webp$/i,
	'image/gif': /\.gif$/i,
	'image/avif': /\.avifs?$/i,
	'image/svg+xml': /\.svg$/i,
};

function noteOddities(path: string, header: ImageHeader, problems: Problem[]): void {
	const kind = header.type.replace(/^image\/|\+xml$/g, '').toUpperCase();
	if (!EXTENSIONS[header.type].test(path)) {
		problems.push({
			code: 'other-type',
			severity: 'info',
			message: `“${path}” is really a ${kind} file; it was read as that.`,
			place: { file: path },
		});
	}
	if (header.animated) {
		problems.push({
			code: 'animated',
			severity: 'info',
			message: `“${path}” is an animated ${kind}; its first frame is used.`,
			place: { file: path },
		});
	}
}

function bad(code: string, message: string, hint: string): TesseraError {
	return new TesseraError({ code, message, hint });
}

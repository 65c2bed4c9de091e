/** What an image file is and how large, from its first bytes and without decoding it. File names are not trusted. */
import { readAvifHeader } from './avif-header.ts';
import { readGifHeader } from './gif-header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { hasPngSignature, readPngStructure } from './png-chunks.ts';
import { readSvgHeader } from './svg-header.ts';
import { readWebpHeader } from './webp-header.ts';

/** MIME types that can be imported. */
export type ImageType =
	| 'image/png'
	| 'image/apng'
	| 'image/jpeg'
	| 'image/webp'
	| 'image/gif'
	| 'image/avif'
	| 'image/svg+xml';

export interface Size {
	width: number;
	height: number;
}

/** What a format's own reader finds; the size is absent if the file ends before it. */
export interface FormatHeader extends Partial<Size> {
	/** More than one frame; only the first is used. */
	animated: boolean;
	/** Whether the file reaches its end, as far as its structure tells. */
	complete: boolean;
}

export interface ImageHeader extends Partial<Size> {
	type: ImageType;
	/** Why the file cannot be whole; absent when nothing speaks against it. */
	damage?: 'truncated';
	/** More than one frame; only the first is used. */
	animated: boolean;
}

/** The file's type and pixel size, `undefined` if it is none of the known types. The size is absent if it cannot be found. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
	const text = String.fromCharCode(...bytes.subarray(0, 16));
	if (hasPngSignature(bytes)) {
		const { animated, ...header } = readPngHeader(bytes);
		return imageHeader(animated ? 'image/apng' : 'image/png', { animated, ...header });
	}
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
		return imageHeader('image/jpeg', readJpegHeader(bytes));
	}
	if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return imageHeader('image/gif', readGifHeader(bytes));
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return imageHeader('image/webp', readWebpHeader(bytes));
	if (text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(String.fromCharCode(...bytes.subarray(8, 64)))) {
		return imageHeader('image/avif', readAvifHeader(bytes));
	}
	const svg = readSvgHeader(bytes);
	return svg && imageHeader('image/svg+xml', svg);
}

function imageHeader(type: ImageType, { complete, ...header }: FormatHeader): ImageHeader {
	const whole = complete && (header.width !== undefined || type === 'image/svg+xml');
	return { type, ...header, ...(!whole && { damage: 'truncated' as const }) };
}

function readPngHeader(bytes: Uint8Array): FormatHeader {
	const { chunks, complete } = readPngStructure(bytes);
	const header = chunks[0];
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		animated: chunks.some((chunk) => chunk.type === 'acTL'),
		complete: complete && chunks.some((chunk) => chunk.type === 'IDAT'),
		...(header?.type === 'IHDR' &&
			header.length >= 8 && {
				width: view.getUint32(header.start),
				height: view.getUint32(header.start + 4),
			}),
	};
}

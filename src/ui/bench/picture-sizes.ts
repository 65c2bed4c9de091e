/** How large the same pictures are as Tessera, the browser and zlib write them. */
import type { PixelFormat } from '../../engine/png/pixel-format.ts';
import { bytesPerPixel } from '../../engine/png/pixel-format.ts';
import { decodePng } from '../../engine/raster/png-decode.ts';
import type { Raster } from '../../engine/raster/raster.ts';

/** PNG around the compressed data: signature, IHDR, IDAT's frame, IEND (PNG specification, 5). */
const PNG_FRAME_BYTES = 8 + 25 + 12 + 12;

export interface PictureSizes {
	engine: number;
	native: number;
	zlib6: number;
}

/** Average bytes of some of the engine's own PNG files, and of the same pictures written by others. */
export async function comparePictures(files: readonly Uint8Array<ArrayBuffer>[]): Promise<PictureSizes> {
	const sum: PictureSizes = { engine: 0, native: 0, zlib6: 0 };
	for (const bytes of files) {
		const raster = decodePng(bytes, 'benchmark image');
		sum.engine += bytes.length;
		sum.native += await nativeSize(raster);
		sum.zlib6 += await zlibSize(raster, formatOf(bytes));
	}
	return { engine: sum.engine / files.length, native: sum.native / files.length, zlib6: sum.zlib6 / files.length };
}

async function nativeSize({ width, height, data }: Raster): Promise<number> {
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('no 2D canvas');
	context.putImageData(new ImageData(new Uint8ClampedArray(data.buffer), width, height), 0, 0);
	return (await canvas.convertToBlob({ type: 'image/png' })).size;
}

/** `CompressionStream('deflate')` is zlib at level 6 in Chromium; filter None, as libpng's default for flat art. */
async function zlibSize({ width, height, data }: Raster, format: PixelFormat): Promise<number> {
	const scanlines = toScanlines(width, height, data, format);
	const stream = new Blob([scanlines]).stream().pipeThrough(new CompressionStream('deflate'));
	const compressed = (await new Response(stream).arrayBuffer()).byteLength;
	const palette = format.kind === 'palette' ? 12 + format.colors.length * 3 : 0;
	return compressed + PNG_FRAME_BYTES + palette;
}

function toScanlines(width: number, height: number, data: Uint8Array, format: PixelFormat): Uint8Array<ArrayBuffer> {
	const pixelBytes = bytesPerPixel(format);
	const stride = width * pixelBytes + 1;
	const out = new Uint8Array(stride * height);
	const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
	const index = format.kind === 'palette' ? new Map(Array.from(format.colors, (color, i) => [color, i])) : undefined;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = y * stride + 1 + x * pixelBytes;
			const pixel = y * width + x;
			if (index !== undefined) out[at] = index.get(pixels[pixel]) ?? 0;
			else out.set(data.subarray(pixel * 4, pixel * 4 + pixelBytes), at);
		}
	}
	return out;
}

/** Colour type of a PNG (PNG specification, 11.2.2), with the palette of a type-3 file. */
function formatOf(bytes: Uint8Array): PixelFormat {
	const colorType = bytes[25];
	if (colorType === 2) return { kind: 'rgb' };
	if (colorType !== 3) return { kind: 'rgba' };
	const raster = decodePng(bytes, 'benchmark image');
	return { kind: 'palette', colors: Uint32Array.from(new Set(new Uint32Array(raster.data.buffer))) };
}

/**
 * Exact straight-alpha bytes of what the browser's own decoders make of a file. Measured with random RGBA at every alpha:
 * a bitmap with neither colour conversion nor premultiplication, uploaded and read back with WebGL2, is exact; ImageDecoder,
 * VideoFrame.copyTo and getImageData premultiply inside and are not.
 */
import { TesseraError } from '../../engine/errors.ts';
import { allocatePixels, checkImageSize } from '../../engine/raster/image-limits.ts';
import { closeBitmap, countBitmap } from './counted-bitmap.ts';
import type { Raster, RasterStream } from '../../engine/raster/raster.ts';
import { STRIP_ROWS } from '../../engine/raster/strips.ts';

const EXACT: ImageBitmapOptions = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' };

interface Reader {
	gl: WebGL2RenderingContext;
	texture: WebGLTexture;
	/** Largest side of a texture, pixels. */
	limit: number;
}

/** Pixels that are read at a time; each reading waits for the GPU process. */
const STRIP_PIXELS = 1 << 20;

let reader: Reader | undefined;

/**
 * Decodes with the browser and gives the first frame's pixels. The frame is freed when the stream ends.
 * @throws TesseraError `image-corrupt`, `image-too-large`; in the stream: `no-exact-pixels`, `out-of-memory`
 */
export async function openBitmap(blob: Blob, name: string): Promise<RasterStream> {
	const bitmap = await decode(blob, name);
	const { width, height } = bitmap;
	try {
		checkImageSize(width, height, name);
	} catch (error) {
		closeBitmap(bitmap);
		throw error;
	}
	return { width, height, strips: bitmapStrips(bitmap, name) };
}

function* bitmapStrips(bitmap: ImageBitmap, name: string): Generator<Raster, void> {
	const { width, height } = bitmap;
	const rows = Math.min(height, Math.max(STRIP_ROWS, Math.floor(STRIP_PIXELS / width)));
	try {
		const data = allocatePixels(width * rows * 4, name);
		for (let y = 0; y < height; y += rows) {
			const strip = { width, height: Math.min(rows, height - y), data };
			// Other images may be read between two strips, so nothing is left set.
			reader = reader === undefined || reader.gl.isContextLost() ? createReader(name) : reader;
			for (let x = 0; x < width; x += reader.limit) readPiece(reader, bitmap, strip, x, y, name);
			yield { ...strip, data: data.subarray(0, strip.height * width * 4) };
		}
	} finally {
		closeBitmap(bitmap);
	}
}

async function decode(blob: Blob, name: string): Promise<ImageBitmap> {
	try {
		return countBitmap(await createImageBitmap(blob, EXACT));
	} catch (cause) {
		throw new TesseraError(
			{
				code: 'image-corrupt',
				message: `“${name}” cannot be decoded by this browser: the file is damaged or of a kind it does not know.`,
				hint: 'Export the image again, best as PNG.',
				place: { file: name },
			},
			{ cause },
		);
	}
}

function createReader(name: string): Reader {
	const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
	const texture = gl?.createTexture();
	if (!gl || !texture) throw noExactPixels(name);
	gl.bindTexture(gl.TEXTURE_2D, texture);
	gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
	gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
	gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
	gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
	return { gl, texture, limit: gl.getParameter(gl.MAX_TEXTURE_SIZE) };
}

/** Uploads the part of the bitmap from x, y that a texture and the strip can hold, and reads it into the strip. */
function readPiece(
	{ gl, texture, limit }: Reader,
	bitmap: ImageBitmap,
	{ width, height, data }: Raster,
	x: number,
	y: number,
	name: string,
): void {
	const columns = Math.min(limit, width - x);
	// Skipping keeps the bytes exact, where cropping a bitmap may premultiply it.
	gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, x);
	gl.pixelStorei(gl.UNPACK_SKIP_ROWS, y);
	gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, columns, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
	gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
	gl.pixelStorei(gl.PACK_ROW_LENGTH, width);
	gl.readPixels(0, 0, columns, height, gl.RGBA, gl.UNSIGNED_BYTE, data, x * 4);
	if (gl.getError() !== gl.NO_ERROR) throw noExactPixels(name);
}

function noExactPixels(name: string): TesseraError {
	return new TesseraError({
		code: 'no-exact-pixels',
		message: `This browser cannot give the exact pixels of “${name}”: WebGL 2 is missing or failed.`,
		hint: 'Convert the image to PNG, or turn on hardware acceleration.',
		place: { file: name },
	});
}

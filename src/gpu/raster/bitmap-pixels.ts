/**
 * Exact straight-alpha bytes of what the browser's own decoders make of a file. Measured with random RGBA at every alpha:
 * a bitmap with neither colour conversion nor premultiplication, uploaded and read back with WebGL2, is exact; ImageDecoder,
 * VideoFrame.copyTo and getImageData premultiply inside and are not.
 */
import { TesseraError } from '../../engine/errors.ts';
import { allocatePixels, checkImageSize } from '../../engine/raster/image-limits.ts';
import { closeBitmap, countBitmap } from './counted-bitmap.ts';
import type { Raster } from '../../engine/raster/raster.ts';

const EXACT: ImageBitmapOptions = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' };

interface Reader {
	gl: WebGL2RenderingContext;
	texture: WebGLTexture;
	/** Largest side of a texture, pixels. */
	limit: number;
}

let reader: Reader | undefined;

/**
 * Decodes with the browser and reads the first frame's pixels.
 * @throws TesseraError `image-corrupt`, `image-too-large`, `no-exact-pixels`
 */
export async function readBitmapPixels(blob: Blob, name: string): Promise<Raster> {
	const bitmap = await decode(blob, name);
	const { width, height } = bitmap;
	const { pixelReader, data } = prepare(bitmap, name);
	const { limit } = pixelReader;
	if (width <= limit && height <= limit) {
		readInto(pixelReader, bitmap, data, 0, 0, width, name);
		return { width, height, data };
	}
	// Larger than a texture: the file is decoded once more for each piece, since cropping a bitmap may premultiply it.
	closeBitmap(bitmap);
	for (let y = 0; y < height; y += limit) {
		for (let x = 0; x < width; x += limit) {
			const piece = await decode(blob, name, [x, y, Math.min(limit, width - x), Math.min(limit, height - y)]);
			readInto(pixelReader, piece, data, x, y, width, name);
		}
	}
	return { width, height, data };
}

/** What reading takes; where there is none of it, the bitmap is closed. */
function prepare(bitmap: ImageBitmap, name: string) {
	const { width, height } = bitmap;
	try {
		checkImageSize(width, height, name);
		reader = reader === undefined || reader.gl.isContextLost() ? createReader(name) : reader;
		return { pixelReader: reader, data: allocatePixels(width * height * 4, name) };
	} catch (thrown) {
		closeBitmap(bitmap);
		throw thrown;
	}
}

async function decode(blob: Blob, name: string, crop?: [number, number, number, number]): Promise<ImageBitmap> {
	try {
		return countBitmap(await (crop ? createImageBitmap(blob, ...crop, EXACT) : createImageBitmap(blob, EXACT)));
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

/** Uploads the bitmap, reads it into `data` at x, y of rows of `rowPixels` pixels, and closes it. */
function readInto(
	{ gl, texture }: Reader,
	bitmap: ImageBitmap,
	data: Uint8Array,
	x: number,
	y: number,
	rowPixels: number,
	name: string,
): void {
	const { width, height } = bitmap;
	gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
	closeBitmap(bitmap);
	gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
	gl.pixelStorei(gl.PACK_ROW_LENGTH, rowPixels);
	gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data, (y * rowPixels + x) * 4);
	if (gl.getError() !== gl.NO_ERROR) throw noExactPixels(name);
	// Frees the texture's memory until the next image.
	gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
}

function noExactPixels(name: string): TesseraError {
	return new TesseraError({
		code: 'no-exact-pixels',
		message: `This browser cannot give the exact pixels of “${name}”: WebGL 2 is missing or failed.`,
		hint: 'Convert the image to PNG, or turn on hardware acceleration.',
		place: { file: name },
	});
}

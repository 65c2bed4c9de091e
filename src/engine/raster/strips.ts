/** From whole rasters to strips and back, and from strips of any height to such of a given one. */
import { allocatePixels } from './image-limits.ts';
import type { Raster, RasterStream } from './raster.ts';

/** Rows that readers give at a time: 1 MB where an image is 8192 pixels wide. */
export const STRIP_ROWS = 32;

/** A raster that is there already, as a stream of one strip. */
export function streamOf(raster: Raster): RasterStream {
	return { width: raster.width, height: raster.height, strips: [raster] };
}

/** Reads a stream to its end. For small images and for what needs them whole. @throws whatever the stream does */
export async function collectRaster({ width, height, strips }: RasterStream): Promise<Raster> {
	const data = allocatePixels(width * height * 4, `${width} × ${height} image`);
	let at = 0;
	for await (const strip of strips) {
		data.set(strip.data, at);
		at += strip.data.length;
	}
	return { width, height, data };
}

/** The same rows in strips of exactly `rows` rows; the last one holds what is left. */
export async function* inStrips({ width, height, strips }: RasterStream, rows: number): AsyncGenerator<Raster, void> {
	const rowBytes = width * 4;
	let buffer: Uint8Array<ArrayBuffer> | undefined;
	let filled = 0;
	let left = height;
	for await (const strip of strips) {
		for (let row = 0; row < strip.height;) {
			const wanted = Math.min(rows, left);
			const given = Math.min(wanted - filled, strip.height - row);
			const part = strip.data.subarray(row * rowBytes, (row + given) * rowBytes);
			row += given;
			if (given === wanted) {
				yield { width, height: wanted, data: part };
			} else {
				buffer ??= new Uint8Array(rows * rowBytes);
				buffer.set(part, filled * rowBytes);
				filled += given;
				if (filled < wanted) continue;
				yield { width, height: wanted, data: buffer.subarray(0, wanted * rowBytes) };
				filled = 0;
			}
			left -= wanted;
		}
	}
}

/** Rows of a stream by number, in ascending order; those in between are passed over. */
export class RowReader {
	readonly #iterator: AsyncGenerator<Raster, void>;
	readonly #rowBytes: number;
	#strip: Raster | undefined;
	#top = 0;

	constructor(stream: RasterStream) {
		this.#iterator = inStrips(stream, STRIP_ROWS);
		this.#rowBytes = stream.width * 4;
	}

	/** The bytes of row `y`, valid until a later row is asked for. */
	async row(y: number): Promise<Uint8Array<ArrayBuffer>> {
		while (this.#strip === undefined || y >= this.#top + this.#strip.height) {
			this.#top += this.#strip?.height ?? 0;
			const { value } = await this.#iterator.next();
			if (value === undefined) throw new Error(`the stream ended before row ${y}`);
			this.#strip = value;
		}
		const from = (y - this.#top) * this.#rowBytes;
		return this.#strip.data.subarray(from, from + this.#rowBytes);
	}

	/** Nothing more is wanted: the stream may free what it holds. */
	async close(): Promise<void> {
		await this.#iterator.return();
	}
}

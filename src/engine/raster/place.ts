import type { Fit, Resampling } from '../design/design.ts';
import { allocatePixels } from './image-limits.ts';
import { type Covered, type Placement, fitRectangle } from './placement.ts';
import type { Raster, RasterStream } from './raster.ts';
import { SmoothRows } from './resample.ts';
import { RowReader, STRIP_ROWS } from './strips.ts';

export interface PlaceOptions {
	/** Output size, pixels. */
	width: number;
	height: number;
	fit: Fit;
	/** `smooth`: see `resample.ts`. `pixelated`: the source pixel under the centre of the output pixel. */
	resampling: Resampling;
	/** Moves the fitted image right and down, output pixels. */
	x?: number;
	y?: number;
}

/**
 * Puts an image onto an output; what it does not cover is transparent black. An image that already has the output's size
 * and no offset comes back as it is. Rows are placed as they are asked for. Integer and IEEE double arithmetic only: the
 * same bytes on every device.
 */
export function placeStream(source: RasterStream, options: PlaceOptions): RasterStream {
	const { width, height, x = 0, y = 0 } = options;
	const place = fitRectangle(source.width, source.height, width, height, options.fit);
	place.x += Math.round(x);
	place.y += Math.round(y);
	const scaled = place.width !== source.width || place.height !== source.height;
	if (!scaled && place.x === 0 && place.y === 0 && width === source.width && height === source.height) return source;
	return { width, height, strips: placedStrips(source, place, options) };
}

/** Writes output row `y` of the covered part to `out`, whose first pixel is the output's at x 0. */
type WriteRow = (y: number, out: Uint8Array<ArrayBuffer>) => Promise<void>;

async function* placedStrips(
	source: RasterStream,
	place: Placement,
	{ width, height, resampling }: PlaceOptions,
): AsyncGenerator<Raster, void> {
	const covered = {
		x0: Math.max(0, place.x),
		y0: Math.max(0, place.y),
		x1: Math.min(width, place.x + place.width),
		y1: Math.min(height, place.y + place.height),
	};
	const { x0, y0, x1, y1 } = covered;
	const rows = new RowReader(source);
	const strip = allocatePixels(width * Math.min(STRIP_ROWS, height) * 4, `${width} × ${height} output`);
	try {
		const write = rowWriter(rows, source, place, covered, resampling);
		for (let top = 0; top < height; top += STRIP_ROWS) {
			const bottom = Math.min(height, top + STRIP_ROWS);
			const end = x0 < x1 ? Math.min(bottom, y1) : top;
			strip.fill(0);
			for (let y = Math.max(top, y0); y < end; y++) {
				await write(y, strip.subarray((y - top) * width * 4, (y - top + 1) * width * 4));
			}
			yield { width, height: bottom - top, data: strip.subarray(0, (bottom - top) * width * 4) };
		}
	} finally {
		await rows.close();
	}
}

function rowWriter(
	rows: RowReader,
	source: RasterStream,
	place: Placement,
	covered: Covered,
	resampling: Resampling,
): WriteRow {
	const { x0, x1 } = covered;
	if (place.width === source.width && place.height === source.height) {
		return async (y, out) => {
			const row = await rows.row(y - place.y);
			out.set(row.subarray((x0 - place.x) * 4, (x1 - place.x) * 4), x0 * 4);
		};
	}
	if (resampling === 'smooth') {
		const smooth = new SmoothRows(rows, source, place, covered);
		return (y, out) => smooth.write(y, out.subarray(x0 * 4));
	}
	const columns = new Uint32Array(x1 - x0);
	for (let x = x0; x < x1; x++) columns[x - x0] = nearest(x - place.x, source.width, place.width);
	return async (y, out) => {
		const row = await rows.row(nearest(y - place.y, source.height, place.height));
		const from = new Uint32Array(row.buffer, row.byteOffset, source.width);
		const to = new Uint32Array(out.buffer, out.byteOffset, out.length / 4);
		for (let x = x0; x < x1; x++) to[x] = from[columns[x - x0]];
	};
}

/** floor((position + ½) × source ÷ scaled) in integers. */
function nearest(position: number, source: number, scaled: number): number {
	return Math.floor(((2 * position + 1) * source) / (2 * scaled));
}

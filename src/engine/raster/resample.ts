/**
 * Separable resampling of premultiplied colour with a Catmull-Rom cubic, widened when it scales down so that every source
 * pixel counts (the class of Lanczos and area averaging; Keys 1981, Mitchell and Netravali 1988 with B = 0, C = 1/2).
 * The cubic rather than Lanczos because its weights need only + − × ÷, which IEEE 754 fixes to the last bit on every
 * machine, while Math.sin may differ: the same file gives the same pixels everywhere.
 */
import type { Covered, Placement } from './placement.ts';
import type { RasterStream } from './raster.ts';
import type { RowReader } from './strips.ts';

/** For each output position the first source position that counts and the weights from there on; they add up to 1. */
interface Taps {
	first: Int32Array;
	count: Int32Array;
	/** `positions × most` */
	weights: Float64Array;
	most: number;
}

function cubic(distance: number): number {
	const d = Math.abs(distance);
	if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
	if (d < 2) return ((-0.5 * d + 2.5) * d - 4) * d + 2;
	return 0;
}

/** @param from first output position inside the scaled image's `scaled` positions, @param count how many follow. */
function makeTaps(source: number, scaled: number, from: number, count: number): Taps {
	const ratio = source / scaled;
	const widening = Math.max(1, ratio);
	const support = 2 * widening;
	const most = Math.ceil(support * 2) + 2;
	const taps: Taps = {
		first: new Int32Array(count),
		count: new Int32Array(count),
		weights: new Float64Array(count * most),
		most,
	};
	for (let i = 0; i < count; i++) {
		const centre = (from + i + 0.5) * ratio - 0.5;
		const first = Math.max(0, Math.ceil(centre - support));
		const last = Math.min(source - 1, Math.floor(centre + support));
		let sum = 0;
		for (let s = first; s <= last; s++) {
			const weight = cubic((s - centre) / widening);
			taps.weights[i * most + s - first] = weight;
			sum += weight;
		}
		for (let k = 0; k <= last - first; k++) taps.weights[i * most + k] /= sum;
		taps.first[i] = first;
		taps.count[i] = last - first + 1;
	}
	return taps;
}

/** Scales an image row by row, keeping only the rows that the current one needs. */
export class SmoothRows {
	readonly #rows: RowReader;
	readonly #y0: number;
	readonly #across: Taps;
	readonly #down: Taps;
	/** Source rows, scaled across, that the current output row needs: row r lives in slot r % slots. */
	readonly #ring: Float64Array[];
	/** Most of a trait is transparent: such rows add nothing and are passed over. */
	readonly #drawn: Uint8Array;
	readonly #premultiplied: Float64Array;
	readonly #sums: Float64Array;
	#ready = 0;

	/** Scales what `rows` gives to `place.width × place.height`; only the part inside `covered` of the output is wanted. */
	constructor(rows: RowReader, source: Pick<RasterStream, 'width' | 'height'>, place: Placement, covered: Covered) {
		const { x0, x1, y0, y1 } = covered;
		this.#rows = rows;
		this.#y0 = y0;
		this.#across = makeTaps(source.width, place.width, x0 - place.x, x1 - x0);
		this.#down = makeTaps(source.height, place.height, y0 - place.y, y1 - y0);
		const slots = this.#down.most;
		this.#ring = Array.from({ length: slots }, () => new Float64Array((x1 - x0) * 4));
		this.#drawn = new Uint8Array(slots);
		this.#premultiplied = new Float64Array(source.width * 4);
		this.#sums = new Float64Array((x1 - x0) * 4);
	}

	/** Writes output row `y`, from `covered.x0` on, to `out`. Rows must be asked for in ascending order. */
	async write(y: number, out: Uint8Array): Promise<void> {
		const { first, count, weights, most } = this.#down;
		const at = y - this.#y0;
		const end = first[at] + count[at];
		for (let row = Math.max(this.#ready, first[at]); row < end; row++) {
			const slot = row % most;
			this.#drawn[slot] = premultiplyRow(await this.#rows.row(row), this.#premultiplied) ? 1 : 0;
			if (this.#drawn[slot] === 1) scaleRow(this.#premultiplied, this.#across, this.#ring[slot]);
			this.#ready = row + 1;
		}
		const sums = this.#sums;
		sums.fill(0);
		for (let k = 0; k < count[at]; k++) {
			const slot = (first[at] + k) % most;
			if (this.#drawn[slot] === 0) continue;
			const weight = weights[at * most + k];
			const row = this.#ring[slot];
			for (let i = 0; i < sums.length; i++) sums[i] += weight * row[i];
		}
		storeRow(sums, out);
	}
}

/** @returns whether anything in the row is visible */
function premultiplyRow(row: Uint8Array, out: Float64Array): boolean {
	let visible = 0;
	for (let i = 0; i < out.length; i += 4) {
		const alpha = row[i + 3];
		out[i] = row[i] * alpha;
		out[i + 1] = row[i + 1] * alpha;
		out[i + 2] = row[i + 2] * alpha;
		out[i + 3] = alpha;
		visible |= alpha;
	}
	return visible !== 0;
}

function scaleRow(row: Float64Array, taps: Taps, out: Float64Array): void {
	for (let i = 0; i < taps.first.length; i++) {
		let r = 0;
		let g = 0;
		let b = 0;
		let a = 0;
		let at = taps.first[i] * 4;
		const end = i * taps.most + taps.count[i];
		for (let k = i * taps.most; k < end; k++, at += 4) {
			const weight = taps.weights[k];
			r += weight * row[at];
			g += weight * row[at + 1];
			b += weight * row[at + 2];
			a += weight * row[at + 3];
		}
		out[i * 4] = r;
		out[i * 4 + 1] = g;
		out[i * 4 + 2] = b;
		out[i * 4 + 3] = a;
	}
}

/** Un-premultiplies and rounds; the cubic's overshoot is clamped. */
function storeRow(sums: Float64Array, out: Uint8Array): void {
	for (let i = 0; i < sums.length; i += 4) {
		const alpha = sums[i + 3];
		const stored = Math.min(255, Math.floor(alpha + 0.5));
		if (stored <= 0) continue;
		for (let c = 0; c < 3; c++) {
			const value = Math.floor(sums[i + c] / alpha + 0.5);
			out[i + c] = value < 0 ? 0 : value > 255 ? 255 : value;
		}
		out[i + 3] = stored;
	}
}

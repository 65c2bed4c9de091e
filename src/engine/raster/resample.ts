/**
 * Separable resampling of premultiplied colour with a Catmull-Rom cubic, widened when it scales down so that every source
 * pixel counts (the class of Lanczos and area averaging; Keys 1981, Mitchell and Netravali 1988 with B = 0, C = 1/2).
 * The cubic rather than Lanczos because its weights need only + − × ÷, which IEEE 754 fixes to the last bit on every
 * machine, while Math.sin may differ: the same file gives the same pixels everywhere.
 */
import type { Placement } from './placement.ts';
import type { Raster } from './raster.ts';

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

/**
 * Scales `source` to `place.width × place.height` and writes the part inside `[x0, x1) × [y0, y1)` of the output.
 * @param out RGBA, `outWidth` pixels a row
 */
export function resampleSmooth(
	source: Raster,
	place: Placement,
	x0: number,
	y0: number,
	x1: number,
	y1: number,
	out: Uint8Array,
	outWidth: number,
): void {
	const across = makeTaps(source.width, place.width, x0 - place.x, x1 - x0);
	const down = makeTaps(source.height, place.height, y0 - place.y, y1 - y0);
	const length = (x1 - x0) * 4;
	// Source rows, scaled across, that the current output row needs: row r lives in slot r % slots.
	const slots = down.most;
	const ring = Array.from({ length: slots }, () => new Float64Array(length));
	// Most of a trait is transparent: such rows add nothing and are passed over.
	const drawn = new Uint8Array(slots);
	const premultiplied = new Float64Array(source.width * 4);
	const sums = new Float64Array(length);
	let ready = 0;
	for (let y = y0; y < y1; y++) {
		const first = down.first[y - y0];
		const count = down.count[y - y0];
		for (let row = Math.max(ready, first); row < first + count; row++) {
			drawn[row % slots] = premultiplyRow(source, row, premultiplied) ? 1 : 0;
			if (drawn[row % slots] === 1) scaleRow(premultiplied, across, ring[row % slots]);
			ready = row + 1;
		}
		sums.fill(0);
		for (let k = 0; k < count; k++) {
			if (drawn[(first + k) % slots] === 0) continue;
			const weight = down.weights[(y - y0) * down.most + k];
			const row = ring[(first + k) % slots];
			for (let i = 0; i < length; i++) sums[i] += weight * row[i];
		}
		storeRow(sums, out, (y * outWidth + x0) * 4);
	}
}

/** @returns whether anything in the row is visible */
function premultiplyRow(source: Raster, row: number, out: Float64Array): boolean {
	const from = row * source.width * 4;
	let visible = 0;
	for (let i = 0; i < out.length; i += 4) {
		const alpha = source.data[from + i + 3];
		out[i] = source.data[from + i] * alpha;
		out[i + 1] = source.data[from + i + 1] * alpha;
		out[i + 2] = source.data[from + i + 2] * alpha;
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
function storeRow(sums: Float64Array, out: Uint8Array, at: number): void {
	for (let i = 0; i < sums.length; i += 4) {
		const alpha = sums[i + 3];
		const stored = Math.min(255, Math.floor(alpha + 0.5));
		if (stored <= 0) continue;
		for (let c = 0; c < 3; c++) {
			const value = Math.floor(sums[i + c] / alpha + 0.5);
			out[at + i + c] = value < 0 ? 0 : value > 255 ? 255 : value;
		}
		out[at + i + 3] = stored;
	}
}

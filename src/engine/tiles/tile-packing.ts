/**
 * Trait tiles as runs of equal pixels. Trait art is flat or empty nearly everywhere: packed, the tiles of a collection take
 * a tenth of the memory, and unpacking one costs less than compositing it.
 *
 * A packed tile is a sequence of groups: `length << 1 | 1, pixel` for a run, `length << 1, pixel, pixel, …` for pixels that
 * differ. A tile that does not get smaller is kept as it is.
 */
import { TILE_PIXELS } from './tile-shape.ts';

/** Shorter runs are cheaper among the differing pixels around them. */
const SHORTEST_RUN = 3;

/**
 * @param out receives at most TILE_PIXELS words from 0.
 * @returns number of words; TILE_PIXELS where the tile does not get smaller, `out` then holds it unpacked.
 */
export function packTile(pixels: Uint32Array, start: number, out: Uint32Array): number {
	const end = start + TILE_PIXELS;
	let written = 0;
	let literalStart = start;
	for (let i = start; i < end;) {
		const pixel = pixels[i];
		let next = i + 1;
		while (next < end && pixels[next] === pixel) next++;
		if (next - i >= SHORTEST_RUN) {
			const literals = i - literalStart;
			if (written + literals + 3 >= TILE_PIXELS) return keepAsItIs(pixels, start, out);
			if (literals > 0) {
				out[written++] = literals << 1;
				out.set(pixels.subarray(literalStart, i), written);
				written += literals;
			}
			out[written++] = ((next - i) << 1) | 1;
			out[written++] = pixel;
			literalStart = next;
		}
		i = next;
	}
	const literals = end - literalStart;
	if (written + literals + 1 >= TILE_PIXELS) return keepAsItIs(pixels, start, out);
	if (literals > 0) {
		out[written++] = literals << 1;
		out.set(pixels.subarray(literalStart, end), written);
		written += literals;
	}
	return written;
}

function keepAsItIs(pixels: Uint32Array, start: number, out: Uint32Array): number {
	out.set(pixels.subarray(start, start + TILE_PIXELS));
	return TILE_PIXELS;
}

/** The inverse: reads `length` words from `at` and writes TILE_PIXELS pixels to `out` from `to`. */
export function unpackTile(packed: Uint32Array, at: number, length: number, out: Uint32Array, to: number): void {
	const end = at + length;
	if (length === TILE_PIXELS) {
		out.set(packed.subarray(at, end), to);
		return;
	}
	for (let i = at, o = to; i < end;) {
		const group = packed[i++];
		const pixels = group >>> 1;
		if ((group & 1) === 1) {
			out.fill(packed[i++], o, o + pixels);
		} else {
			// Most groups of differing pixels are the few at an antialiased edge: a loop beats the call.
			for (let k = 0; k < pixels; k++) out[o + k] = packed[i + k];
			i += pixels;
		}
		o += pixels;
	}
}

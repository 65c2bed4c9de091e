import { MAX_TILE_HEIGHT, MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import { MAX_ROW_BYTES } from './encoded-tile.ts';
import { CELLS, REPEATS } from './tile-scanlines.ts';
import type { TileScanlines } from './tile-scanlines.ts';

/** Rows start this far apart whatever the format, so that a place is `row << 9 | byte`. */
export const ROW_PITCH_BITS = 9;
export const ROW_PITCH = MAX_ROW_BYTES;

/** A tile's scanlines as bytes, without filter bytes (PNG specification, 7.2). Reused. */
export class ScanlineBytes {
	readonly bytes = new Uint8Array(MAX_TILE_HEIGHT * ROW_PITCH);

	load({ width, height, bytesPerPixel }: TileScanlines): void {
		const { bytes } = this;
		for (let y = 0; y < height; y++) {
			let at = y * ROW_PITCH;
			if (REPEATS[y] === 1) {
				bytes.copyWithin(at, at - ROW_PITCH, at);
				continue;
			}
			for (let cell = y * MAX_TILE_WIDTH, last = cell + width; cell < last; cell++) {
				const colour = CELLS[cell];
				for (let bits = 0; bits < 8 * bytesPerPixel; bits += 8) bytes[at++] = colour >>> bits;
			}
		}
	}
}

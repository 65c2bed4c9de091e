import type { CodeTables } from './code-tables.ts';
import { DISTANCE_EXTRA, DISTANCE_SYMBOL, MAX_DISTANCE, MAX_MATCH, MIN_MATCH } from './deflate-alphabet.ts';
import { ROW_PITCH } from './tile-scanlines.ts';

/**
 * The cheapest way to cover a stretch of bytes with matches of one distance. Long stretches have to be chopped (a match
 * is at most 258 bytes), and which lengths are cheap depends on the tables.
 */
export class StretchCosts {
	readonly distance: number;
	/** Bits of the distance's code word and its extra bits. */
	readonly distanceSize: number;
	/** What a byte of a long stretch costs. */
	readonly bitsPerByte: number;
	/** By stretch length from 3 on: length and bits of the first match; bits of all of them. */
	readonly first = new Uint16Array(ROW_PITCH + 1);
	readonly firstBits = new Uint8Array(ROW_PITCH + 1);
	readonly bits = new Uint32Array(ROW_PITCH + 1);

	/** @param distance 1 to 32,768 */
	constructor(tables: CodeTables, distance: number) {
		const symbol = DISTANCE_SYMBOL[distance];
		this.distance = distance;
		this.distanceSize = tables.distanceSizes[symbol] + DISTANCE_EXTRA[symbol];
		this.bitsPerByte = (tables.lengthSizes[MAX_MATCH] + this.distanceSize) / MAX_MATCH;
		for (let length = MIN_MATCH; length <= ROW_PITCH; length++) {
			let best = Infinity;
			for (let first = Math.min(length, MAX_MATCH); first >= MIN_MATCH; first--) {
				const rest = length - first;
				if (rest > 0 && rest < MIN_MATCH) continue;
				const bits = tables.lengthSizes[first] + this.distanceSize + this.bits[rest];
				if (bits < best) {
					best = bits;
					this.first[length] = first;
				}
			}
			this.bits[length] = best;
			this.firstBits[length] = tables.lengthSizes[this.first[length]] + this.distanceSize;
		}
	}
}

/** What the steps of a parse cost, in bits, with given tables and a given image width. Made once per table. */
export class ParseCosts {
	readonly tables: CodeTables;
	/** Runs of equal bytes and of equal pixels. */
	readonly byteRun: StretchCosts;
	readonly pixelRun: StretchCosts;
	/** Stretches equal to the row above; absent where an image row is longer than deflate's window. */
	readonly rowAbove: StretchCosts | undefined;

	/** @param stride bytes from one image row to the next, filter byte included */
	constructor(tables: CodeTables, bytesPerPixel: number, stride: number) {
		this.tables = tables;
		this.byteRun = new StretchCosts(tables, 1);
		this.pixelRun = bytesPerPixel === 1 ? this.byteRun : new StretchCosts(tables, bytesPerPixel);
		this.rowAbove = stride <= MAX_DISTANCE ? new StretchCosts(tables, stride) : undefined;
	}
}

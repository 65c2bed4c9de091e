import type { CodeTables } from './code-tables.ts';
import {
	DISTANCE_BASE,
	DISTANCE_EXTRA,
	DISTANCE_SYMBOL,
	MAX_DISTANCE,
	MAX_MATCH,
	MIN_MATCH,
} from './deflate-alphabet.ts';
import { BYTE_RUN, NO_STRETCH, PIXEL_RUN, ROW_ABOVE } from './encoded-tile.ts';

/** Of longer stretches a match of the greatest length is taken off; what it leaves is never too short for another. */
export const LONG_STRETCH = 2 * MAX_MATCH;

/**
 * The cheapest way to cover a stretch of bytes with matches of one distance. Long stretches have to be chopped (a match
 * is at most 258 bytes), and which lengths are cheap depends on the tables.
 */
export class StretchCode {
	readonly distance: number;
	/** What a byte of a long stretch costs. */
	readonly bitsPerByte: number;
	/** By stretch length from 3 to LONG_STRETCH: length of the first match; bits of all of them. */
	readonly first = new Uint16Array(LONG_STRETCH + 1);
	readonly bits = new Uint32Array(LONG_STRETCH + 1);
	/** By match length: the code words of length and distance with their extra bits, together, and their bits. */
	readonly codes = new Uint32Array(MAX_MATCH + 1);
	readonly sizes = new Uint8Array(MAX_MATCH + 1);
	/** The distance's part, for the lengths whose `sizes` is 0 because both do not fit into a word. */
	readonly distanceCode: number;
	readonly distanceSize: number;

	/** @param distance 1 to 32,768 */
	constructor(tables: CodeTables, distance: number) {
		const { lengthSizes, lengthCodes, distanceSizes, distanceCodes } = tables;
		const symbol = DISTANCE_SYMBOL[distance];
		this.distance = distance;
		this.distanceSize = distanceSizes[symbol] + DISTANCE_EXTRA[symbol];
		this.distanceCode = distanceCodes[symbol] | ((distance - DISTANCE_BASE[symbol]) << distanceSizes[symbol]);
		this.bitsPerByte = (lengthSizes[MAX_MATCH] + this.distanceSize) / MAX_MATCH;
		for (let length = MIN_MATCH; length <= MAX_MATCH; length++) {
			const size = lengthSizes[length];
			if (size + this.distanceSize > 31) continue;
			this.codes[length] = lengthCodes[length] | (this.distanceCode << size);
			this.sizes[length] = size + this.distanceSize;
		}
		for (let length = MIN_MATCH; length <= LONG_STRETCH; length++) {
			let best = Infinity;
			for (let first = Math.min(length, MAX_MATCH); first >= MIN_MATCH; first--) {
				const rest = length - first;
				if (rest > 0 && rest < MIN_MATCH) continue;
				const bits = lengthSizes[first] + this.distanceSize + this.bits[rest];
				if (bits < best) {
					best = bits;
					this.first[length] = first;
				}
			}
			this.bits[length] = best;
		}
	}
}

/** By kind of stretch (`encoded-tile.ts`) how it is written, with given tables and a given image width. Made once per table. */
export type StretchCodes = readonly StretchCode[];

/**
 * @param stride bytes from one image row to the next, filter byte included; beyond deflate's window (`canReachAbove`) no
 * tile has a stretch that equals the row above
 */
export function stretchCodes(tables: CodeTables, bytesPerPixel: number, stride: number): StretchCodes {
	const codes: StretchCode[] = [];
	codes[BYTE_RUN] = new StretchCode(tables, 1);
	codes[PIXEL_RUN] = bytesPerPixel === 1 ? codes[BYTE_RUN] : new StretchCode(tables, bytesPerPixel);
	codes[ROW_ABOVE] = canReachAbove(stride) ? new StretchCode(tables, stride) : codes[BYTE_RUN];
	codes[NO_STRETCH] = codes[BYTE_RUN];
	return codes;
}

/** Whether deflate's window reaches from a row to the one above. */
function canReachAbove(stride: number): boolean {
	return stride <= MAX_DISTANCE;
}

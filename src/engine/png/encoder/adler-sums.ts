/** The tile's part in the image's Adler-32 (RFC 1950, 8.2), run by run; see `EncodedTile` for the two sums. */
import { MAX_TILE_WIDTH, RESULT } from './memory.ts';
import { bytesPerPixel, height, repeatsRow, runColour, runCount, runEnd, stride } from './scanlines.ts';

const MODULUS: u64 = 65521;

let rowSum: u32 = 0;
let rowPlaceSum: u32 = 0;

export function writeAdlerSums(): void {
	let byteSum: u64 = 0;
	let placeSum: u64 = 0;
	for (let y = 0; y < height; y++) {
		if (!repeatsRow(y)) sumRow(y);
		byteSum += rowSum;
		placeSum += <u64>y * stride * rowSum + rowPlaceSum;
	}
	store<u32>(RESULT, <u32>(byteSum % MODULUS), 4);
	store<u32>(RESULT, <u32>(placeSum % MODULUS), 8);
}

function sumRow(y: i32): void {
	rowSum = 0;
	rowPlaceSum = 0;
	const firstRun = y * MAX_TILE_WIDTH;
	let start = 0;
	for (let run = firstRun, last = firstRun + runCount(y); run < last; run++) {
		const end = runEnd(run);
		const pixels = end - start;
		// A palette's index has no further bytes, an RGB colour no fourth.
		const colour = runColour(run);
		const third = (colour >>> 16) & 255;
		const fourth = colour >>> 24;
		const upper = ((colour >>> 8) & 255) + third + fourth;
		const sum = (colour & 255) + upper;
		rowSum += sum * pixels;
		// The columns from `start` to `end - 1` add up to their mean × their number, half an even number.
		const columns = ((start + end - 1) * pixels) >> 1;
		rowPlaceSum += columns * bytesPerPixel * sum + (upper + third + 2 * fourth) * pixels;
		start = end;
	}
}

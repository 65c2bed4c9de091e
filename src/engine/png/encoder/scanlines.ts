/** One tile as the parsers see it: runs of one colour, and which rows are alike. A thread compresses one at a time. */
import {
	BYTES,
	CELLS,
	INPUT_COLOURS,
	INPUT_ENDS,
	INPUT_FIRST,
	MAX_DISTANCE,
	MAX_TILE_WIDTH,
	PALETTE_COLOURS,
	PALETTE_ENTRIES,
	PALETTE_INDICES,
	REPEATS,
	ROW_PITCH,
	RUN_COLOURS,
	RUN_COUNTS,
	RUN_ENDS,
} from './memory.ts';

// Of the run.

export let bytesPerPixel: i32 = 0;
/** Bytes from one image row to the next, filter byte included. */
export let stride: i32 = 0;
/** Whether deflate's window reaches from a row to the one above. */
export let canReachAbove: bool = false;

// Of the tile.

export let width: i32 = 0;
export let height: i32 = 0;

export function useFormat(pixelBytes: i32, rowBytes: i32): void {
	bytesPerPixel = pixelBytes;
	stride = rowBytes;
	canReachAbove = rowBytes <= MAX_DISTANCE;
}

/** Reads the palette, straight RGBA each, from where a tile's colours stand. */
export function usePalette(colours: i32): void {
	memory.fill(PALETTE_INDICES, 0, 2 * PALETTE_ENTRIES);
	for (let index = 0; index < colours; index++) {
		const colour = load<u32>(index << 2, INPUT_COLOURS);
		const entry = paletteEntry(colour);
		store<u32>(entry << 2, colour, PALETTE_COLOURS);
		store<u16>(entry << 1, index + 1, PALETTE_INDICES);
	}
}

/** Where a colour stands in the hash table, or would stand. Open addressing, linear probing. */
function paletteEntry(colour: u32): i32 {
	let entry = <i32>((colour * 0x9e3779b1) >>> 23);
	while (load<u16>(entry << 1, PALETTE_INDICES) !== 0 && load<u32>(entry << 2, PALETTE_COLOURS) !== colour) {
		entry = (entry + 1) & (PALETTE_ENTRIES - 1);
	}
	return entry;
}

/** Run `run`, counted from `row × MAX_TILE_WIDTH`: the column after it. */
export function runEnd(run: i32): i32 {
	return load<u8>(run, RUN_ENDS);
}

/** Its pixels as their bytes stand in a scanline (PNG specification, 7.2), the first one lowest: RGBA, RGB or the palette's index. */
export function runColour(run: i32): u32 {
	return load<u32>(run << 2, RUN_COLOURS);
}

/** Runs of row `y`. */
export function runCount(y: i32): i32 {
	return load<u8>(y, RUN_COUNTS);
}

/** Whether row `y` equals the one above it within the tile. */
export function repeatsRow(y: i32): bool {
	return load<u8>(y, REPEATS) !== 0;
}

/** The colour of pixel `row × MAX_TILE_WIDTH + x`. Not known where a row repeats. */
export function cell(at: i32): u32 {
	return load<u32>(at << 2, CELLS);
}

/** The cell from which the pixels of row `y` stand: those of the row that it repeats, perhaps. */
export function paintedRow(y: i32): i32 {
	while (repeatsRow(y)) y--;
	return y * MAX_TILE_WIDTH;
}

/** Whether all bytes of a colour are equal, so that a run of it repeats every byte and not only every pixel. */
export function isByteRun(colour: u32): bool {
	const level = colour & 255;
	if (bytesPerPixel === 3) return colour === level * 0x010101;
	if (bytesPerPixel === 4) return colour === level * 0x01010101;
	return true;
}

/** Takes the tile that the thread has written. @returns false for a pixel that does not fit the format */
export function loadTile(tileWidth: i32, tileHeight: i32): bool {
	width = tileWidth;
	height = tileHeight;
	let firstAbove = -1;
	for (let y = 0; y < tileHeight; y++) {
		const first = <i32>load<u16>(y << 1, INPUT_FIRST);
		if (first === firstAbove) copyRowAbove(y);
		else if (!loadRow(first, y)) return false;
		firstAbove = first;
	}
	return true;
}

function loadRow(first: i32, y: i32): bool {
	const row = y * MAX_TILE_WIDTH;
	let repeats = y > 0;
	let run = row;
	let x = 0;
	for (let i = first; x < width; i++, run++) {
		let colour = load<u32>(i << 2, INPUT_COLOURS);
		if (bytesPerPixel === 3) {
			if (colour < 0xff000000) return false;
			colour &= 0xffffff;
		} else if (bytesPerPixel === 1) {
			colour = load<u16>(paletteEntry(colour) << 1, PALETTE_INDICES);
			if (colour === 0) return false;
			colour--;
		}
		const end = min<i32>(load<u8>(i, INPUT_ENDS), width);
		store<u32>(run << 2, colour, RUN_COLOURS);
		store<u8>(run, end, RUN_ENDS);
		repeats = repeats && colour === runColour(run - MAX_TILE_WIDTH) && end === runEnd(run - MAX_TILE_WIDTH);
		for (; x < end; x++) store<u32>((row + x) << 2, colour, CELLS);
	}
	store<u8>(y, run - row, RUN_COUNTS);
	store<u8>(y, repeats ? 1 : 0, REPEATS);
	return true;
}

function copyRowAbove(y: i32): void {
	const runs = runCount(y - 1);
	const row = y * MAX_TILE_WIDTH;
	memory.copy(RUN_ENDS + row, RUN_ENDS + row - MAX_TILE_WIDTH, runs);
	memory.copy(RUN_COLOURS + (row << 2), RUN_COLOURS + ((row - MAX_TILE_WIDTH) << 2), runs << 2);
	store<u8>(y, runs, RUN_COUNTS);
	store<u8>(y, 1, REPEATS);
}

/** Byte `row << ROW_PITCH_BITS | place` of the tile's scanlines; known after `writeBytes`. */
export function byteAt(place: i32): u32 {
	return load<u8>(place, BYTES);
}

/** Writes the tile's scanlines as bytes. */
export function writeBytes(): void {
	for (let y = 0; y < height; y++) {
		let at = BYTES + y * ROW_PITCH;
		if (repeatsRow(y)) {
			memory.copy(at, at - ROW_PITCH, ROW_PITCH);
			continue;
		}
		for (let pixel = y * MAX_TILE_WIDTH, last = pixel + width; pixel < last; pixel++) {
			let colour = cell(pixel);
			for (let i = 0; i < bytesPerPixel; i++) {
				store<u8>(at++, colour);
				colour >>>= 8;
			}
		}
	}
}

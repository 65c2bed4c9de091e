/** The literals and matches that a row is divided into, in order. */
import { STEP_LENGTHS, STEP_VALUES, STRETCH_FIRST, STRETCH_LENGTHS } from './memory.ts';
import { BYTE_RUN, PIXEL_RUN } from './row-ends.ts';
import { bytesPerPixel, stride } from './scanlines.ts';

export let steps: i32 = 0;

/** Bytes that step `i` covers; 1 for a literal. */
export function stepLength(i: i32): i32 {
	return load<u16>(i << 1, STEP_LENGTHS);
}

/** The literal's byte, or the match's distance. */
export function stepValue(i: i32): i32 {
	return load<u16>(i << 1, STEP_VALUES);
}

export function clearSteps(): void {
	steps = 0;
}

export function addLiteral(byte: u32): void {
	add(1, byte);
}

export function addMatch(length: i32, distance: i32): void {
	add(length, distance);
}

/** `bytes` bytes (0, or 3 and more) as matches of the distance of a kind of stretch. */
export function addStretch(kind: i32, bytes: i32): void {
	const distance = stretchDistance(kind);
	while (bytes > 0) {
		const first = stretchFirst(kind, bytes);
		add(first, distance);
		bytes -= first;
	}
}

function add(length: i32, value: i32): void {
	store<u16>(steps << 1, length, STEP_LENGTHS);
	store<u16>(steps << 1, value, STEP_VALUES);
	steps++;
}

/** Length of the first match of a stretch. */
export function stretchFirst(kind: i32, bytes: i32): i32 {
	return load<u16>((kind * STRETCH_LENGTHS + bytes) << 1, STRETCH_FIRST);
}

export function stretchDistance(kind: i32): i32 {
	return kind === BYTE_RUN ? 1 : kind === PIXEL_RUN ? bytesPerPixel : stride;
}

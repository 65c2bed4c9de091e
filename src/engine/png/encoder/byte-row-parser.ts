/**
 * The parser for tiles that are not made of runs: grain and photographs, where what repeats is a few bytes that begin in the
 * middle of a pixel. Like the parser run by run, but over all bytes of the row, which takes five times as long.
 */
import {
	byteFoundCount,
	byteFoundDistance,
	byteFoundLength,
	equalAbove,
	findBytes,
	startByteFinder,
} from './byte-match-finder.ts';
import {
	distanceSize,
	distanceSymbol,
	lengthBase,
	lengthSize,
	lengthSymbol,
	literalSize,
	stretchBits,
} from './code-tables.ts';
import { shorten } from './effort.ts';
import {
	ABOVE,
	BYTE_COST,
	BYTE_STEP_DISTANCES,
	BYTE_STEP_LENGTHS,
	MAX_FOUND,
	MIN_MATCH,
	ROW_PITCH,
	ROW_PITCH_BITS,
} from './memory.ts';
import { BYTE_RUN, findEnds, head, PIXEL_RUN, ROW_ABOVE, tail } from './row-ends.ts';
import { beginGroup, repeatGroup } from './row-groups.ts';
import { addLiteral, addMatch, clearSteps, stretchDistance, stretchFirst } from './row-steps.ts';
import { byteAt, bytesPerPixel, canReachAbove, repeatsRow, width, writeBytes } from './scanlines.ts';

export function startBytes(): void {
	writeBytes();
	startByteFinder();
}

/** Leaves its result in `row-steps.ts` and `row-ends.ts`. */
export function parseBytes(y: i32): void {
	const repeats = repeatsRow(y);
	findEnds(y);
	const from = head * bytesPerPixel;
	const to = (width - tail) * bytesPerPixel;
	clearSteps();
	if (repeats) repeatGroup(y);
	if (from >= to) {
		if (!repeats) beginGroup(y);
		return;
	}
	compareWithRowAbove(y, from, to);
	if (!repeats) findBytes(y, from, to);
	chooseSteps(y, from, to, repeats);
	for (let i = from; i < to; i += stepLengthAt(i)) {
		const distance = <i32>load<u16>(i << 1, BYTE_STEP_DISTANCES);
		if (distance === 0) addLiteral(byteAt((y << ROW_PITCH_BITS) + i));
		else addMatch(stepLengthAt(i), distance);
	}
}

function compareWithRowAbove(y: i32, from: i32, to: i32): void {
	if (y === 0 || !canReachAbove) {
		memory.fill(ABOVE, 0, 2 * (ROW_PITCH + 1));
		return;
	}
	const base = y << ROW_PITCH_BITS;
	let equal = 0;
	for (let i = to - 1; i >= from; i--) {
		equal = byteAt(base + i) === byteAt(base + i - ROW_PITCH) ? equal + 1 : 0;
		store<u16>(i << 1, equal, ABOVE);
	}
}

function chooseSteps(y: i32, from: i32, to: i32, repeats: bool): void {
	const base = y << ROW_PITCH_BITS;
	let equalBytes = 0;
	let equalPixels = 0;
	store<i32>(to << 2, 0, BYTE_COST);
	for (let i = to - 1; i >= from; i--) {
		const byte = byteAt(base + i);
		setStep(i, literalSize(byte) + cost(i + 1), 1, 0);
		equalBytes = i >= 1 && byte === byteAt(base + i - 1) ? equalBytes + 1 : 0;
		equalPixels = i >= bytesPerPixel && byte === byteAt(base + i - bytesPerPixel) ? equalPixels + 1 : 0;
		if (equalBytes >= MIN_MATCH) tryStretch(i, equalBytes, BYTE_RUN);
		if (equalPixels >= MIN_MATCH) tryStretch(i, equalPixels, PIXEL_RUN);
		if (equalAbove(i) >= MIN_MATCH) tryStretch(i, equalAbove(i), ROW_ABOVE);
		if (!repeats) tryFound(i);
	}
}

function tryStretch(i: i32, bytes: i32, kind: i32): void {
	// What is left of the stretch after its first match is weighed where that ends.
	const length = stretchFirst(kind, bytes);
	const bits = stretchBits(kind, bytes) - stretchBits(kind, bytes - length) + cost(i + length);
	if (bits < cost(i)) setStep(i, bits, length, stretchDistance(kind));
}

/** Weighs the matches of the finder at place `i` against the step that stands there. */
function tryFound(i: i32): void {
	let weighed = MIN_MATCH - 1;
	for (let entry = i * MAX_FOUND, end = entry + byteFoundCount(i); entry < end; entry++) {
		const distance = byteFoundDistance(entry);
		const distanceBits = distanceSize(distanceSymbol(distance));
		const longest = byteFoundLength(entry);
		// The longest, then (at the higher efforts) the longest of each cheaper length symbol that nearer matches can't have.
		for (let length = longest; length > weighed; length = lengthBase(lengthSymbol(length)) - 1) {
			const bits = lengthSize(length) + distanceBits + cost(i + length);
			if (bits < cost(i)) setStep(i, bits, length, distance);
			if (!shorten) break;
		}
		weighed = longest;
	}
}

/** Bits of the best steps from byte `i` of the row on. */
function cost(i: i32): i32 {
	return load<i32>(i << 2, BYTE_COST);
}

/** Bytes that the best step from there covers. */
function stepLengthAt(i: i32): i32 {
	return load<u16>(i << 1, BYTE_STEP_LENGTHS);
}

/** @param distance 0 for a literal */
function setStep(i: i32, bits: i32, length: i32, distance: i32): void {
	store<i32>(i << 2, bits, BYTE_COST);
	store<u16>(i << 1, length, BYTE_STEP_LENGTHS);
	store<u16>(i << 1, distance, BYTE_STEP_DISTANCES);
}

/** Counts the symbols that the tile in work adds to an image: those that are written, and an estimate for the stretches that the assembler joins. */
import { parseBytes, startBytes } from './byte-row-parser.ts';
import { distanceSymbol, lengthSymbol } from './code-tables.ts';
import { DISTANCE_COUNTS, FIRST_LENGTH_SYMBOL, LITERAL_COUNTS, MAX_MATCH, MIN_MATCH } from './memory.ts';
import { BYTE_RUN, head, headColour, headKind, NO_STRETCH, PIXEL_RUN, tail, tailKind } from './row-ends.ts';
import { stepLength, steps, stepValue, stretchDistance } from './row-steps.ts';
import { parseRuns, startRuns } from './run-row-parser.ts';
import { bytesPerPixel, height, stride, width } from './scanlines.ts';

/** How often a stretch at a row's end begins, or ends, where two tiles meet instead of going on. */
const MEETING_SHARE: f64 = 0.4;

/** Parses the tile again, with the parser that made it smaller. */
export function countSymbols(byBytes: bool, weight: f64): void {
	if (byBytes) startBytes();
	else startRuns();
	for (let y = 0; y < height; y++) {
		if (byBytes) parseBytes(y);
		else parseRuns(y);
		countSteps(weight);
		expectStretch(headKind, head * bytesPerPixel, weight);
		expectStretch(tailKind, tail * bytesPerPixel, weight);
		const literals = headKind === PIXEL_RUN ? bytesPerPixel : headKind === BYTE_RUN ? 1 : 0;
		for (let i = 0; i < literals; i++) countLiteral((headColour >>> (8 * i)) & 255, weight * MEETING_SHARE);
	}
	// This tile's share of the rows' filter bytes, which are 0.
	countLiteral(0, (weight * height * (width * bytesPerPixel)) / stride);
}

function countSteps(weight: f64): void {
	for (let i = 0; i < steps; i++) {
		const length = stepLength(i);
		const value = stepValue(i);
		if (length === 1) {
			countLiteral(value, weight);
		} else {
			countLength(length, weight);
			countDistance(value, weight);
		}
	}
}

/**
 * What a stretch at a row's end will become, though that depends on the neighbours: its share of matches of the greatest
 * length, and of the match that ends it, as if one to three tiles were joined.
 */
function expectStretch(kind: i32, bytes: i32, weight: f64): void {
	if (kind === NO_STRETCH) return;
	const whole = (weight * bytes) / MAX_MATCH;
	const ending = (weight * MEETING_SHARE) / 3;
	countLength(MAX_MATCH, whole);
	for (let tiles = 0; tiles < 3; tiles++) {
		const rest = (bytes + tiles * width * bytesPerPixel) % MAX_MATCH;
		countLength(max(rest, MIN_MATCH), ending);
	}
	countDistance(stretchDistance(kind), whole + 3 * ending);
}

function countLiteral(symbol: i32, times: f64): void {
	store<f64>(symbol << 3, load<f64>(symbol << 3, LITERAL_COUNTS) + times, LITERAL_COUNTS);
}

function countLength(length: i32, times: f64): void {
	countLiteral(FIRST_LENGTH_SYMBOL + lengthSymbol(length), times);
}

function countDistance(distance: i32, times: f64): void {
	const symbol = distanceSymbol(distance) << 3;
	store<f64>(symbol, load<f64>(symbol, DISTANCE_COUNTS) + times, DISTANCE_COUNTS);
}

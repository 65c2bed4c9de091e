/**
 * Divides the rows of a tile into literals and matches so that they cost the fewest bits with given tables: dynamic
 * programming from the end of the row to its start (as in Zopfli, but with costs that are final, because the tables are),
 * over the places where something changes instead of over all bytes.
 */
import { distanceSize, distanceSymbol, lengthSize, literalSize, stretchBits, stretchByteBits } from './code-tables.ts';
import { chain, shorten } from './effort.ts';
import { COST, DISTANCES, KINDS, KNOWN, MAX_FOUND, MAX_TILE_WIDTH, MIN_MATCH, NEXTS } from './memory.ts';
import { BYTE_RUN, findEnds, head, headKind, NO_STRETCH, PIXEL_RUN, ROW_ABOVE, tail, tailKind } from './row-ends.ts';
import { beginGroup, repeatGroup } from './row-groups.ts';
import { equalEnd, findSegments, segmentRun, segmentStart } from './row-segments.ts';
import { addLiteral, addMatch, addStretch, clearSteps } from './row-steps.ts';
import {
	clearFound,
	findRuns,
	foundCount,
	foundDistance,
	foundLength,
	inside,
	startRunFinder,
} from './run-match-finder.ts';
import {
	bytesPerPixel,
	canReachAbove,
	cell,
	isByteRun,
	paintedRow,
	repeatsRow,
	runColour,
	runEnd,
	stride,
	width,
} from './scanlines.ts';

/** More bits than any row has. */
const IMPOSSIBLE: i32 = 1 << 24;
/** Bits that the last match of a joined stretch costs each of the tiles that share it, roughly. */
const STRETCH_END_BITS: f64 = 6;

// Kinds of steps. BYTE_RUN, PIXEL_RUN and ROW_ABOVE of `row-ends.ts` are matches of these distances; besides them:
/** Pixels as literals. */
const LITERALS: i32 = NO_STRETCH;
/** The first byte of a run whose bytes are all equal, then matches of distance 1. */
const RUN_FROM_BYTE: i32 = 4;
/** A match of the finder. */
const FOUND: i32 = 5;

/** Whether the last row's steps and ends may be used again for an equal row below it, and their bits, roughly. */
let repeatable: bool = false;
let rowBits: f64 = 0;
/** Rows so far: what is known of a column holds for the row whose number is noted with it. */
let rowNumber: i32 = 0;
// Of the present row: its first run, the column after what is divided, and its segments.
let row: i32 = 0;
let to: i32 = 0;
let segments: i32 = 0;

export function startRuns(): void {
	if (chain > 0) startRunFinder();
	repeatable = false;
}

/** Leaves its result in `row-steps.ts` and `row-ends.ts`. @returns true when that is still what the row before left there */
export function parseRuns(y: i32): bool {
	const repeats = repeatsRow(y);
	if (repeats) {
		repeatGroup(y);
		const bitsAbove: f64 = canReachAbove ? stretchByteBits(ROW_ABOVE) * (width * bytesPerPixel) : Infinity;
		if (repeatable && rowBits <= bitsAbove) return true;
	}
	findEnds(y);
	const from = head;
	to = width - tail;
	if (from >= to) {
		if (!repeats) beginGroup(y);
	} else {
		segments = findSegments(y);
		if (repeats || chain === 0) clearFound();
		else findRuns(y, from, to);
		chooseSteps(y, from);
	}
	listSteps(y, from);
	rowBits = (from < to ? cost(from) : 0) + endBits(headKind, head) + endBits(tailKind, tail);
	return false;
}

function endBits(kind: i32, pixels: i32): f64 {
	return kind === NO_STRETCH ? 0 : stretchByteBits(kind) * (pixels * bytesPerPixel) + STRETCH_END_BITS;
}

function listSteps(y: i32, from: i32): void {
	const painted = paintedRow(y);
	clearSteps();
	repeatable = true;
	for (let x = from; x < to;) {
		const kind = <i32>load<u8>(x, KINDS);
		const next = <i32>load<u8>(x, NEXTS);
		const bytes = (next - x) * bytesPerPixel;
		if (kind === FOUND) {
			const distance = <i32>load<u16>(x << 1, DISTANCES);
			addMatch(bytes, distance);
			// Seen from an equal row below, a match in the row or one row up finds the same bytes, any other does not.
			if (distance > x * bytesPerPixel && distance !== stride) repeatable = false;
		} else if (kind === LITERALS) {
			// Several pixels are of one colour.
			for (let pixel = x; pixel < next; pixel++) addPixel(cell(painted + x));
		} else if (kind === RUN_FROM_BYTE) {
			addLiteral(cell(painted + x) & 255);
			addStretch(BYTE_RUN, bytes - 1);
		} else {
			addStretch(kind, bytes);
		}
		x = next;
	}
}

function addPixel(colour: u32): void {
	for (let i = 0; i < bytesPerPixel; i++) {
		addLiteral(colour & 255);
		colour >>>= 8;
	}
}

function chooseSteps(y: i32, from: i32): void {
	row = y * MAX_TILE_WIDTH;
	rowNumber++;
	setCost(to, 0);
	let segment = segments - 1;
	while (segmentStart(segment) >= to) segment--;
	for (; segment >= 0 && segmentStart(segment + 1) > from; segment--) {
		const start = max(segmentStart(segment), from);
		const end = min(segmentStart(segment + 1), to);
		const run = row + segmentRun(segment);
		const runStart = run === row ? 0 : runEnd(run - 1);
		const runTo = min(runEnd(run), to);
		const last = runTo - 1;
		// A match may take over before the run ends.
		if (end === runTo && last > start && foundCount(last) > 0) {
			goOn(last, segment, runTo);
			tryFound(last, segment);
		}
		if (inside(start) > 0) continue;
		if (start > runStart) {
			goOn(start, segment, runTo);
		} else {
			if (start + 1 < end && !isKnown(start + 1)) goOn(start + 1, segment, runTo);
			begin(start, segment, runTo);
		}
		if (foundCount(start) > 0) tryFound(start, segment);
	}
}

/** The best step at `x`, which is not the first pixel of its run. @param runTo the column after the run */
function goOn(x: i32, segment: i32, runTo: i32): void {
	const colour = runColour(row + segmentRun(segment));
	const kind = isByteRun(colour) ? BYTE_RUN : PIXEL_RUN;
	const last = runTo - 1;
	setCost(x, IMPOSSIBLE);
	if (inside(runTo) === 0) goTo(x, runTo, kind, colour);
	if (segmentStart(segment + 1) < runTo) goTo(x, segmentStart(segment + 1), kind, colour);
	if (last > x && foundCount(last) > 0) goTo(x, last, kind, colour);
	tryAbove(x, segment);
}

/** Weighs going on with the run from `x` to `end`. */
function goTo(x: i32, end: i32, kind: i32, colour: u32): void {
	const bytes = (end - x) * bytesPerPixel;
	// Only of a palette's pixels can there be too few for a match.
	if (bytes >= MIN_MATCH) weigh(x, stretchBits(kind, bytes) + cost(end), kind, end);
	else weigh(x, bytes * literalSize(colour & 255) + cost(end), LITERALS, end);
}

/** The best step at `x`, the first pixel of its run. */
function begin(x: i32, segment: i32, runTo: i32): void {
	const colour = runColour(row + segmentRun(segment));
	setCost(x, IMPOSSIBLE);
	if (inside(x + 1) === 0) weigh(x, pixelSize(colour) + cost(x + 1), LITERALS, x + 1);
	const end = inside(runTo) === 0 ? runTo : runTo - 1;
	const rest = (end - x) * bytesPerPixel - 1;
	if (rest >= bytesPerPixel && rest >= MIN_MATCH && isByteRun(colour)) {
		weigh(x, literalSize(colour & 255) + stretchBits(BYTE_RUN, rest) + cost(end), RUN_FROM_BYTE, end);
	}
	tryAbove(x, segment);
}

/** Bits of a pixel as literals. */
function pixelSize(colour: u32): i32 {
	let bits = literalSize(colour & 255);
	if (bytesPerPixel > 1) {
		bits += literalSize((colour >>> 8) & 255) + literalSize((colour >>> 16) & 255);
		if (bytesPerPixel > 3) bits += literalSize(colour >>> 24);
	}
	return bits;
}

/** Weighs the stretch that equals the row above. */
function tryAbove(x: i32, segment: i32): void {
	const equal = equalEnd(segment);
	if (equal === 0) return;
	const end = notInside(min(equal, to));
	const bytes = (end - x) * bytesPerPixel;
	if (bytes >= MIN_MATCH) weigh(x, stretchBits(ROW_ABOVE, bytes) + cost(end), ROW_ABOVE, end);
}

/** Weighs the matches of the finder at `x`. */
function tryFound(x: i32, segment: i32): void {
	for (let entry = x * MAX_FOUND, last = entry + foundCount(x); entry < last; entry++) {
		const distance = foundDistance(entry);
		const distanceBits = distanceSize(distanceSymbol(distance));
		const longest = notInside(x + foundLength(entry));
		let at = segment;
		while (segmentStart(at + 1) <= longest && segmentStart(at + 1) < to) at++;
		let end = longest;
		for (let bytes = (end - x) * bytesPerPixel; bytes >= MIN_MATCH; bytes = (end - x) * bytesPerPixel) {
			if (inside(end) === 0 && weigh(x, lengthSize(bytes) + distanceBits + costAt(end, at), FOUND, end)) {
				store<u16>(x << 1, distance, DISTANCES);
			}
			// At the higher efforts, also as far as each segment that it reaches.
			if (!shorten || at <= segment) break;
			end = segmentStart(at--);
		}
	}
}

/** `x`, or the first column of the match that is taken and which `x` is inside of. */
function notInside(x: i32): i32 {
	const match = inside(x);
	return match === 0 ? x : match - 1;
}

/** Bits from column `x`, in `segment` or at the end, where a match may end between the usual places. */
function costAt(x: i32, segment: i32): i32 {
	if (!isKnown(x)) goOn(x, segment, min(runEnd(row + segmentRun(segment)), to));
	return cost(x);
}

/** Bits of the best steps from column `x` to `to`, where they are known. */
function cost(x: i32): i32 {
	return load<i32>(x << 2, COST);
}

function isKnown(x: i32): bool {
	return load<i32>(x << 2, KNOWN) === rowNumber;
}

function setCost(x: i32, bits: i32): void {
	store<i32>(x << 2, bits, COST);
	store<i32>(x << 2, rowNumber, KNOWN);
}

/** Takes the step if it is better than what stands at `x`. @returns whether it is */
function weigh(x: i32, bits: i32, kind: i32, next: i32): bool {
	if (bits >= cost(x)) return false;
	store<i32>(x << 2, bits, COST);
	store<u8>(x, kind, KINDS);
	store<u8>(x, next, NEXTS);
	return true;
}

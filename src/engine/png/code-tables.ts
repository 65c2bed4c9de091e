import { TesseraError } from '../errors.ts';
import { dynamicBlockHeader } from './block-header.ts';
import {
	DISTANCE_SYMBOLS,
	FIRST_LENGTH_SYMBOL,
	LENGTH_BASE,
	LENGTH_EXTRA,
	LENGTH_SYMBOL,
	LITERAL_LENGTH_SYMBOLS,
	MAX_CODE_LENGTH,
	MAX_MATCH,
	MIN_MATCH,
} from './deflate-alphabet.ts';
import { canonicalCodes, codeLengths } from './huffman.ts';

const HISTOGRAM_LENGTH = LITERAL_LENGTH_SYMBOLS + DISTANCE_SYMBOLS + 2;
/** A parse byte by byte takes five times as long: it has to save this much to be tried at all. */
const WORTH_BYTES = 0.06;

/** How often each symbol of deflate occurs; counts may be weighted, so they are not whole numbers. */
export class Histogram {
	readonly literalLength = new Float64Array(LITERAL_LENGTH_SYMBOLS);
	readonly distance = new Float64Array(DISTANCE_SYMBOLS);
	/** Bits of the tiles counted when all are parsed run by run, and how many of these a parse byte by byte saves where it is better. */
	runBits = 0;
	savedByBytes = 0;

	merge(other: Histogram): void {
		other.literalLength.forEach((count, symbol) => (this.literalLength[symbol] += count));
		other.distance.forEach((count, symbol) => (this.distance[symbol] += count));
		this.runBits += other.runBits;
		this.savedByBytes += other.savedByBytes;
	}

	/** All figures behind one another in a fresh, transferable array. */
	toData(): Float64Array<ArrayBuffer> {
		const data = new Float64Array(HISTOGRAM_LENGTH);
		data.set(this.literalLength);
		data.set(this.distance, LITERAL_LENGTH_SYMBOLS);
		data.set([this.runBits, this.savedByBytes], LITERAL_LENGTH_SYMBOLS + DISTANCE_SYMBOLS);
		return data;
	}

	static fromData(data: Float64Array): Histogram {
		if (data.length !== HISTOGRAM_LENGTH) throw new RangeError('not a histogram');
		const histogram = new Histogram();
		histogram.literalLength.set(data.subarray(0, LITERAL_LENGTH_SYMBOLS));
		histogram.distance.set(data.subarray(LITERAL_LENGTH_SYMBOLS, LITERAL_LENGTH_SYMBOLS + DISTANCE_SYMBOLS));
		[histogram.runBits, histogram.savedByBytes] = data.subarray(LITERAL_LENGTH_SYMBOLS + DISTANCE_SYMBOLS);
		return histogram;
	}
}

/**
 * The pair of Huffman codes that all images of a run share. Every symbol has a code word, so any tile can be written with
 * any tables. Codes are bit-reversed, ready to be written least significant bit first; sizes are in bits.
 */
export interface CodeTables {
	/** By symbol 0 to 285. */
	readonly literalCodes: Uint16Array;
	readonly literalSizes: Uint8Array;
	/** By match length 3 to 258: code word with its extra bits above it, at most 20 bits. */
	readonly lengthCodes: Uint32Array;
	readonly lengthSizes: Uint8Array;
	/** By distance symbol 0 to 29, without extra bits. */
	readonly distanceCodes: Uint16Array;
	readonly distanceSizes: Uint8Array;
	/** Whether the art has grain, so that dense tiles are also parsed byte by byte. */
	readonly bytewise: boolean;
	/** The header of the deflate block that announces these codes. */
	readonly header: { readonly words: Uint32Array; readonly bitLength: number };
}

function tablesFromSizes(literalSizes: Uint8Array, distanceSizes: Uint8Array, bytewise: boolean): CodeTables {
	const literalCodes = canonicalCodes(literalSizes);
	const lengthCodes = new Uint32Array(MAX_MATCH + 1);
	const lengthSizes = new Uint8Array(MAX_MATCH + 1);
	for (let length = MIN_MATCH; length <= MAX_MATCH; length++) {
		const index = LENGTH_SYMBOL[length];
		const size = literalSizes[FIRST_LENGTH_SYMBOL + index];
		lengthCodes[length] = literalCodes[FIRST_LENGTH_SYMBOL + index] | ((length - LENGTH_BASE[index]) << size);
		lengthSizes[length] = size + LENGTH_EXTRA[index];
	}
	return {
		literalCodes,
		literalSizes,
		lengthCodes,
		lengthSizes,
		distanceCodes: canonicalCodes(distanceSizes),
		distanceSizes,
		bytewise,
		header: dynamicBlockHeader(literalSizes, distanceSizes),
	};
}

/** As good as never, yet a positive frequency: so a symbol gets a code word, as long as the limit of 15 bits lets it. */
const RARE = 2 ** -20;

function withoutZeros(counts: Float64Array): Float64Array {
	let total = 0;
	for (const count of counts) total += count;
	const floor = Math.max(total, 1) * RARE;
	return counts.map((count) => count + floor);
}

/** The best codes for a histogram. Symbols that do not occur in it get long code words, but get them. */
export function buildTables(histogram: Histogram): CodeTables {
	return tablesFromSizes(
		codeLengths(withoutZeros(histogram.literalLength), MAX_CODE_LENGTH),
		codeLengths(withoutZeros(histogram.distance), MAX_CODE_LENGTH),
		histogram.savedByBytes >= histogram.runBits * WORTH_BYTES,
	);
}

/** Plausible codes for a first measuring pass over art that nothing is known about yet. */
export function initialTables(): CodeTables {
	const guess = new Histogram();
	guess.literalLength.fill(1, 0, 256);
	guess.literalLength[0] = guess.literalLength[255] = 24;
	guess.literalLength[256] = 0.01;
	guess.literalLength.fill(10, FIRST_LENGTH_SYMBOL);
	guess.literalLength[FIRST_LENGTH_SYMBOL + LENGTH_SYMBOL[MAX_MATCH]] = 100;
	// Runs lie one to four bytes back, rows above several thousand; what is between is rare.
	for (let symbol = 0; symbol < DISTANCE_SYMBOLS; symbol++) guess.distance[symbol] = symbol < 4 || symbol > 20 ? 10 : 2;
	return buildTables(guess);
}

const VERSION = 2;
const DATA_BYTES = 2 + LITERAL_LENGTH_SYMBOLS + DISTANCE_SYMBOLS;

/** The tables as bytes, for messages and for the run's record: a version byte, `bytewise` and the code lengths. */
export function tablesToData(tables: CodeTables): Uint8Array<ArrayBuffer> {
	return Uint8Array.of(VERSION, tables.bytewise ? 1 : 0, ...tables.literalSizes, ...tables.distanceSizes);
}

/** Reads what `tablesToData` wrote. @throws TesseraError `bad-code-tables` for anything that is not a complete pair of codes */
export function tablesFromData(data: Uint8Array): CodeTables {
	const literalSizes = data.slice(2, 2 + LITERAL_LENGTH_SYMBOLS);
	const distanceSizes = data.slice(2 + LITERAL_LENGTH_SYMBOLS);
	if (data.length !== DATA_BYTES || data[0] !== VERSION || !isComplete(literalSizes) || !isComplete(distanceSizes)) {
		throw new TesseraError({
			code: 'bad-code-tables',
			message: 'The compression tables in the record of this run are damaged or of another version.',
			hint: 'Start the run anew.',
		});
	}
	return tablesFromSizes(literalSizes, distanceSizes, data[1] === 1);
}

/** Kraft's equality: each symbol has a code word and no sequence of bits is without a meaning. */
function isComplete(sizes: Uint8Array): boolean {
	let share = 0;
	for (const size of sizes) {
		if (size < 1 || size > MAX_CODE_LENGTH) return false;
		share += 2 ** -size;
	}
	return share === 1;
}

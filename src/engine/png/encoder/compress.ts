/** Compresses the tile in work with one of the two parsers, or with the one that makes it smaller. */
import { parseBytes, startBytes } from './byte-row-parser.ts';
import { chain } from './effort.ts';
import { BYTE_OUTPUT, RESULT, RUN_OUTPUT } from './memory.ts';
import { outputWords, repeatRow, startOutput, writeRow } from './row-writer.ts';
import { parseRuns, startRuns } from './run-row-parser.ts';
import { height, width } from './scanlines.ts';

/** A tile that takes more bits a pixel is worth a search byte by byte; line art takes 0.3, a gradient's dither 1. */
const DENSE_BITS: i32 = 3;

/** @param bytewise whether the art has grain. @returns whether the parse byte by byte is the smaller one */
export function compress(bytewise: bool): bool {
	const words = compressRuns();
	store<u32>(RESULT, words);
	store<u32>(RESULT, words, 12);
	if (!bytewise || chain === 0 || words * 32 <= width * height * DENSE_BITS) return false;
	const byteWords = compressBytes();
	if (byteWords >= words) return false;
	store<u32>(RESULT, byteWords);
	return true;
}

function compressRuns(): i32 {
	startRuns();
	startOutput(RUN_OUTPUT, height);
	for (let y = 0; y < height; y++) {
		if (parseRuns(y)) repeatRow(y);
		else writeRow(y);
	}
	return outputWords();
}

function compressBytes(): i32 {
	startBytes();
	startOutput(BYTE_OUTPUT, height);
	for (let y = 0; y < height; y++) {
		parseBytes(y);
		writeRow(y);
	}
	return outputWords();
}

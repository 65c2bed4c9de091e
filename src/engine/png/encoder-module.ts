/** The thread's instance of the WebAssembly module that compresses tiles (`encoder/`), and what is written to and read from its memory. */
import type { TileRuns } from '../tiles/tile-runs.ts';
import { MAX_TILE_HEIGHT, MAX_TILE_PIXELS, MAX_TILE_WIDTH } from '../tiles/tile-shape.ts';
import type { CodeTables, Histogram } from './code-tables.ts';
import {
	DISTANCE_EXTRA,
	DISTANCE_SYMBOLS,
	FIRST_LENGTH_SYMBOL,
	LITERAL_LENGTH_SYMBOLS,
	MAX_DISTANCE,
	MAX_MATCH,
	MIN_MATCH,
} from './deflate-alphabet.ts';
import { BYTE_RUN, MAX_ROW_BYTES, NO_STRETCH, PIXEL_RUN, ROW_ABOVE, ROW_WORDS } from './encoded-tile.ts';
// oxlint-disable-next-line import/default -- compiled, it has one
import bytes from './encoder/index.ts?asc';
import { bytesPerPixel } from './pixel-format.ts';
import type { PixelFormat } from './pixel-format.ts';
import { LONG_STRETCH, stretchCodes } from './stretch-code.ts';

/** How hard to look for matches; see `encoder/effort.ts`. */
export interface SearchEffort {
	chain: number;
	enough: number;
	shorten: boolean;
}

interface Functions {
	useFormat(bytesPerPixel: number, stride: number): void;
	usePalette(colours: number): void;
	useEffort(chain: number, enough: number, shorten: boolean): void;
	encode(width: number, height: number, bytewise: boolean): number;
	measure(width: number, height: number, bytewise: boolean, weight: number): number;
}

if (typeof WebAssembly === 'undefined') {
	throw new Error('WebAssembly is switched off in this browser; allow it for this page and reload');
}
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
const functions = exports as unknown as Functions;

/** @returns what the module exports as a constant: most are addresses in its memory */
function constant(name: string): number {
	const global = exports[name];
	if (!(global instanceof WebAssembly.Global)) throw new Error(`the encoder exports no ${name}`);
	return Number(global.value);
}

/** What it must agree on with this side: AssemblyScript cannot take in the modules that these come from. */
const SHARED = {
	MAX_TILE_WIDTH,
	MAX_TILE_HEIGHT,
	MAX_TILE_PIXELS,
	MIN_MATCH,
	MAX_MATCH,
	MAX_DISTANCE,
	FIRST_LENGTH_SYMBOL,
	ROW_WORDS,
	ROW_PITCH: MAX_ROW_BYTES,
	STRETCH_LENGTHS: LONG_STRETCH + 1,
	NO_STRETCH,
	BYTE_RUN,
	PIXEL_RUN,
	ROW_ABOVE,
};
for (const [name, value] of Object.entries(SHARED)) {
	if (constant(name) !== value) throw new Error(`${name} is ${constant(name)} in the encoder and ${value} outside`);
}

// What `encode` and `measure` return.
const BAD_PIXEL = constant('BAD_PIXEL');
const BY_BYTES = constant('BY_BYTES');

const { buffer } = exports['memory'] as WebAssembly.Memory;
if (constant('MEMORY_END') > buffer.byteLength) throw new Error('the encoder needs more memory than it has');
const inputFirst = new Uint16Array(buffer, constant('INPUT_FIRST'), MAX_TILE_HEIGHT);
const inputEnds = new Uint8Array(buffer, constant('INPUT_ENDS'), MAX_TILE_PIXELS);
const inputColours = new Uint32Array(buffer, constant('INPUT_COLOURS'), MAX_TILE_PIXELS);
const result = new Uint32Array(buffer, constant('RESULT'), 4);
const runOutput = new Uint32Array(buffer, constant('RUN_OUTPUT'));
const byteOutput = new Uint32Array(buffer, constant('BYTE_OUTPUT'));

/** What an encoder is made for. */
export interface EncoderSettings {
	format: PixelFormat;
	/** Pixels; distances between rows follow from it. */
	imageWidth: number;
	effort: SearchEffort;
}

// What the module holds.
let settingsInUse: EncoderSettings | undefined;
let tablesInUse: CodeTables | undefined;

/** To be called before a tile: several encoders may take turns. */
export function use(settings: EncoderSettings, tables: CodeTables): void {
	if (settingsInUse === settings && tablesInUse === tables) return;
	if (settingsInUse !== settings) useSettings(settings);
	useTables(tables, settings);
	settingsInUse = settings;
	tablesInUse = tables;
}

function useSettings({ format, imageWidth, effort }: EncoderSettings): void {
	const pixelBytes = bytesPerPixel(format);
	functions.useFormat(pixelBytes, imageWidth * pixelBytes + 1);
	functions.useEffort(effort.chain, effort.enough, effort.shorten);
	if (format.kind !== 'palette') return;
	inputColours.set(format.colors);
	functions.usePalette(format.colors.length);
}

function useTables(tables: CodeTables, { format, imageWidth }: EncoderSettings): void {
	const pixelBytes = bytesPerPixel(format);
	new Uint16Array(buffer, constant('LITERAL_CODES'), LITERAL_LENGTH_SYMBOLS).set(tables.literalCodes);
	new Uint8Array(buffer, constant('LITERAL_SIZES'), LITERAL_LENGTH_SYMBOLS).set(tables.literalSizes);
	new Uint32Array(buffer, constant('LENGTH_CODES'), MAX_MATCH + 1).set(tables.lengthCodes);
	new Uint8Array(buffer, constant('LENGTH_SIZES'), MAX_MATCH + 1).set(tables.lengthSizes);
	new Uint16Array(buffer, constant('DISTANCE_CODES'), DISTANCE_SYMBOLS).set(tables.distanceCodes);
	const distanceSizes = tables.distanceSizes.map((size, symbol) => size + DISTANCE_EXTRA[symbol]);
	new Uint8Array(buffer, constant('DISTANCE_SIZES'), DISTANCE_SYMBOLS).set(distanceSizes);
	const codes = stretchCodes(tables, pixelBytes, imageWidth * pixelBytes + 1);
	const lengths = LONG_STRETCH + 1;
	const byteBits = new Float64Array(buffer, constant('STRETCH_BYTE_BITS'), codes.length);
	for (const kind of [BYTE_RUN, PIXEL_RUN, ROW_ABOVE]) {
		const { bits, first, bitsPerByte } = codes[kind];
		new Uint32Array(buffer, constant('STRETCH_BITS') + 4 * kind * lengths, lengths).set(bits);
		new Uint16Array(buffer, constant('STRETCH_FIRST') + 2 * kind * lengths, lengths).set(first);
		byteBits[kind] = bitsPerByte;
	}
}

/** What the module made of a tile: `words` from the first on, valid until the next call, and what `EncodedTile` says of it. */
export interface Compressed {
	words: Uint32Array;
	length: number;
	byteSum: number;
	placeSum: number;
	/** Words that the parse run by run took. */
	runLength: number;
}

/** @throws RangeError for a size that no tile has, and for pixels that do not fit the format */
export function encode(runs: TileRuns, width: number, height: number, bytewise: boolean): Compressed {
	write(runs, width, height);
	return read(functions.encode(width, height, bytewise));
}

/** The same, and adds `weight` × the tile's symbols to `into`. */
export function measure(
	runs: TileRuns,
	width: number,
	height: number,
	bytewise: boolean,
	into: Histogram,
	weight: number,
): Compressed {
	write(runs, width, height);
	const literals = new Float64Array(buffer, constant('LITERAL_COUNTS'), LITERAL_LENGTH_SYMBOLS);
	const distances = new Float64Array(buffer, constant('DISTANCE_COUNTS'), DISTANCE_SYMBOLS);
	literals.set(into.literalLength);
	distances.set(into.distance);
	const compressed = read(functions.measure(width, height, bytewise, weight));
	into.literalLength.set(literals);
	into.distance.set(distances);
	return compressed;
}

function write({ first, count, ends, colours }: TileRuns, width: number, height: number): void {
	if (width < 1 || width > MAX_TILE_WIDTH || height < 1 || height > MAX_TILE_HEIGHT) {
		throw new RangeError(`a tile cannot be ${width} × ${height} pixels`);
	}
	for (let y = 0; y < height; y++) inputFirst[y] = first[y];
	const runs = first[height - 1] + count[height - 1];
	for (let run = 0; run < runs; run++) {
		inputEnds[run] = ends[run];
		inputColours[run] = colours[run];
	}
}

function read(outcome: number): Compressed {
	if (outcome === BAD_PIXEL) throw new RangeError('a pixel does not fit the format that the run chose');
	return {
		words: outcome === BY_BYTES ? byteOutput : runOutput,
		length: result[0],
		byteSum: result[1],
		placeSum: result[2],
		runLength: result[3],
	};
}

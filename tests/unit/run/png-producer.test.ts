import { expect, test } from 'vitest';
import { createReferenceCompositor } from '../../../src/gpu/reference/reference-compositor.ts';
import { initialTables, tablesToData } from '../../../src/engine/png/code-tables.ts';
import { bandsOfImages } from '../../../src/engine/png/band-assembler.ts';
import { assemblePng } from '../../../src/engine/png/png-file.ts';
import { PngProducer } from '../../../src/engine/run/png-producer.ts';
import { StageClock } from '../../../src/engine/run/stage-clock.ts';
import { BandIndex } from '../../../src/engine/tiles/band-index.ts';
import { cutRaster } from '../../../src/engine/tiles/cut-raster.ts';
import { tileGrid } from '../../../src/engine/tiles/tile-shape.ts';

const WIDTH = 300;
const HEIGHT = 100;
const SOURCES = 12;
const FULL_OPACITY_SOURCE_OVER = 0xffff << 8;
const FORMAT = { kind: 'rgba' } as const;
const TOKENS = 6;
const BATCHES = 30;
/** So little that tiles are dropped, and so much that the automaton of stacks has its room. */
const SCARCE = 1.7e6;
/** So much that no tile is dropped, and so little that the names of stacks run out. */
const FEW_NAMES = 2.5e6;

const grid = tileGrid(WIDTH, HEIGHT);
const rows = { firstRow: 0, rows: grid.rows, step: 1 };

/** Noise makes tiles large, one colour makes them small. */
const noise = (x: number, y: number, source: number) => Math.imul(x + y * 977 + source * 7919, 0x9e3779b1) >>> 8;
const flat = (_x: number, _y: number, source: number) => source * 0x10305;

/** Stripes, each source's at other places. */
function raster(source: number, colour: typeof noise) {
	const data = new Uint8Array(WIDTH * HEIGHT * 4);
	const words = new Uint32Array(data.buffer);
	for (let y = source; y < HEIGHT; y += 5) {
		for (let x = source * 3; x < 200 + source * 7; x++) {
			words[y * WIDTH + x] = 0xff000000 + colour(x, y, source);
		}
	}
	return { width: WIDTH, height: HEIGHT, data };
}

/** Three of the twelve, those of every tenth batch the same. */
function mixed(batch: number, token: number): number[] {
	const first = ((batch % 10) * TOKENS + token) % SOURCES;
	const others = 1 + (batch % 5);
	return [first, (first + others) % SOURCES, (first + 5 + others) % SOURCES];
}

/** All twelve, each time in another order, and in the last batches as in the first. */
function everOther(batch: number, token: number): number[] {
	const left = Array.from({ length: SOURCES }, (_, source) => source);
	let order = (batch >= 20 ? batch - 20 : batch) * TOKENS + token;
	return Array.from({ length: SOURCES }, () => {
		const [source] = left.splice(order % left.length, 1);
		order = Math.floor(order / left.length);
		return source;
	});
}

/** The files of all batches, and how many tiles were made for them, with so much memory for what is finished. */
async function filesWith(
	cacheBytes: number,
	{ batches = BATCHES, sourcesOf = mixed, colour = noise } = {},
): Promise<{ files: Uint8Array[]; made: number; emptied: number }> {
	const index = new BandIndex(grid, rows);
	for (let source = 0; source < SOURCES; source++)
		index.addSource(source, cutRaster(raster(source, colour), grid, rows));
	const compositor = createReferenceCompositor();
	compositor.useContent(index.content.tiles);
	const tables = initialTables();
	const { port1 } = new MessageChannel();
	const product = { kind: 'png', format: FORMAT, tables: tablesToData(tables), effort: 1, output: port1 } as const;
	const producer = new PngProducer(index, { ...product, cacheBytes }, cacheBytes, new StageClock());
	const files: Uint8Array[] = [];
	let emptied = 0;
	for (let batch = 0; batch < batches; batch++) {
		const states = new Int32Array(TOKENS * index.tiles);
		for (let token = 0; token < TOKENS; token++) {
			const ops = sourcesOf(batch, token).flatMap((source) => [source, FULL_OPACITY_SOURCE_OVER]);
			index.statesOf(Int32Array.from(ops), 0, ops.length / 2, states, token * index.tiles);
		}
		const { size } = index.stacks;
		const made = await producer.produce(compositor, states, TOKENS, batch);
		if (index.stacks.size < size) emptied++;
		for (const band of bandsOfImages(made, TOKENS)) {
			files.push(assemblePng({ width: WIDTH, height: HEIGHT, format: FORMAT, tables }, [band]).bytes);
		}
		producer.takeBack(made.words.buffer);
	}
	port1.close();
	return { files, made: producer.tilesMade, emptied };
}

test('files do not depend on how much is kept, and with little memory tiles are made again', async () => {
	const ample = await filesWith(50e6);
	const scarce = await filesWith(SCARCE);
	expect(scarce.made).toBeGreaterThan(ample.made);
	expect(scarce.files).toHaveLength(ample.files.length);
	expect(scarce.files.every((file, i) => Buffer.from(file).equals(ample.files[i]))).toBe(true);
});

test('files are the same when the names of stacks run out and begin again', async () => {
	const art = { batches: 25, sourcesOf: everOther, colour: flat };
	const ample = await filesWith(50e6, art);
	const scarce = await filesWith(FEW_NAMES, art);
	expect(scarce.emptied).toBeGreaterThan(0);
	expect(ample.emptied).toBe(0);
	expect(scarce.files.every((file, i) => Buffer.from(file).equals(ample.files[i]))).toBe(true);
});

/** Encoding of tiles and assembly of files, as band and sink workers do them. */
import { BandAssembler } from '../../engine/png/band-assembler.ts';
import { buildTables, Histogram, initialTables } from '../../engine/png/code-tables.ts';
import { assemblePng } from '../../engine/png/png-file.ts';
import { TileEncoder } from '../../engine/png/tile-encoder.ts';
import { WordRoom } from '../../engine/png/word-room.ts';
import { TileRuns } from '../../engine/tiles/tile-runs.ts';
import { tileRowHeight } from '../../engine/tiles/tile-shape.ts';
import { createReferenceCompositor } from '../reference/reference-compositor.ts';
import type { BenchStep } from './bench-step.ts';
import type { Workload } from './workload.ts';

/** Tiles that one round of encoding takes; the rest of the workload is encoded once, for the assembly. */
const ENCODED_TILES = 128;
/** What a run of thousands of tokens takes. */
const EFFORT = 1;

/** The art has a background everywhere, so that no pixel is translucent. */
const FORMAT = { kind: 'rgb' } as const;

export async function encodeSteps(work: Workload): Promise<BenchStep[]> {
	const { grid } = work.index;
	const compositor = createReferenceCompositor();
	compositor.useContent(work.index.content.tiles);
	const composited = await compositor.composite(work.batch());
	const tiles = work.tiles.map((_, position) => {
		const runs = new TileRuns();
		composited.runs(position, runs);
		return runs;
	});
	const encoder = new TileEncoder({ format: FORMAT, imageWidth: grid.width, effort: EFFORT });
	const histogram = new Histogram();
	const first = initialTables();
	for (const [i, { width, height }] of work.tiles.slice(0, ENCODED_TILES).entries()) {
		encoder.measure(tiles[i], width, height, first, histogram, 1);
	}
	const tables = buildTables(histogram);
	const encode = (position: number) => {
		const { width, height } = work.tiles[position];
		return encoder.encode(tiles[position], width, height, tables, room);
	};
	let room = new WordRoom();
	const encoded = work.tiles.map((_, position) => encode(position));
	const assembler = new BandAssembler({ format: FORMAT, imageWidth: grid.width, tables });
	let memory: ArrayBuffer | undefined;
	const assemble = (token: Uint32Array) => {
		assembler.begin(memory);
		for (let row = 0; row < grid.rows; row++) {
			const tiles = Array.from({ length: grid.columns }, (_, column) => encoded[token[row * grid.columns + column]]);
			assembler.appendTileRow(tiles, tileRowHeight(grid, row));
		}
		const band = assembler.finish();
		memory = band.words.buffer;
		return assemblePng({ width: grid.width, height: grid.height, format: FORMAT, tables }, [band]).bytes;
	};
	return [
		{
			id: 'encode',
			timing: 'wall',
			async run() {
				const count = Math.min(ENCODED_TILES, work.tiles.length);
				const started = performance.now();
				room = new WordRoom();
				for (let i = 0; i < count; i++) encode(i);
				return { units: count, seconds: (performance.now() - started) / 1000 };
			},
		},
		{
			id: 'assemble',
			timing: 'wall',
			async run() {
				const started = performance.now();
				for (const token of work.tokens) assemble(token);
				return { units: work.tokens.length, seconds: (performance.now() - started) / 1000 };
			},
		},
	];
}

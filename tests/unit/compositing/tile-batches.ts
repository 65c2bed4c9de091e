/** Content tiles and batches for the compositing tests. */
import { OPERATORS, type Operator } from '../../../src/engine/design/operators.ts';
import type { CompositedTiles, TileBatch } from '../../../src/engine/tiles/compositor.ts';
import { TileRuns } from '../../../src/engine/tiles/tile-runs.ts';
import type { TileShape } from '../../../src/engine/tiles/tile-shape.ts';
import { EDGE_BYTES } from './random-stacks.ts';

export interface Entry {
	/** Content id, 0 for an empty tile. */
	content: number;
	operator: Operator;
	/** 0 to 65,535. */
	opacity: number;
}

type Random = (below: number) => number;

/** How a content tile's alphas are drawn. */
export const ALPHAS = {
	opaque: () => 255,
	binary: (random: Random) => random(2) * 255,
	any: (random: Random) => random(256),
	/** As in antialiased art. */
	edges: (random: Random) => (random(8) === 0 ? random(256) : random(2) * 255),
	critical: (random: Random) => EDGE_BYTES[random(EDGE_BYTES.length)],
	empty: () => 0,
};

/** One tile per given kind, one after the other; colours random, half of them critical values. */
export function contentTiles(
	random: Random,
	kinds: ReadonlyArray<(random: Random) => number>,
	{ bytes }: TileShape,
): Uint8Array {
	const pixels = new Uint8Array(kinds.length * bytes);
	for (let tile = 0; tile < kinds.length; tile++) {
		for (let at = tile * bytes; at < (tile + 1) * bytes; at += 4) {
			for (let i = 0; i < 3; i++) pixels[at + i] = random(2) ? random(256) : ALPHAS.critical(random);
			pixels[at + 3] = kinds[tile](random);
		}
	}
	return pixels;
}

/** The same as flat art: each row is a few runs of the first pixels of its tile's row, and every fourth row repeats. */
export function flatten(random: Random, pixels: Uint8Array, { width, pixels: size }: TileShape): Uint8Array {
	const words = new Uint32Array(pixels.slice().buffer);
	for (let row = 0; row < words.length; row += width) {
		if (row % size !== 0 && random(4) === 0) {
			words.copyWithin(row, row - width, row);
			continue;
		}
		for (let x = 0, run = 0; x < width; run++) {
			const end = Math.min(width, x + 1 + random(random(3) === 0 ? 4 : 60));
			words.fill(words[row + run], row + Math.max(x, run + 1), row + end);
			x = end;
		}
	}
	return new Uint8Array(words.buffer);
}

function critical(n: number): number {
	return EDGE_BYTES[n % EDGE_BYTES.length];
}

/** Two tiles in which, if they are large, every pair of critical colours meets at every pair of critical alphas. */
export function criticalPair(shape: TileShape): Uint8Array {
	const pixels = new Uint8Array(2 * shape.bytes);
	for (let p = 0; p < shape.pixels; p++) {
		const [below, above] = [p * 4, shape.bytes + p * 4];
		const digits = [p, Math.floor(p / 7), Math.floor(p / 49), Math.floor(p / 343)];
		// The channels of a pixel differ from each other, and repeat in the last row of combinations.
		for (let i = 0; i < 3; i++) {
			pixels[below + i] = critical(digits[0] + i * (1 + (digits[3] % 3)));
			pixels[above + i] = critical(digits[1] + i * (digits[2] % 4));
		}
		pixels[below + 3] = critical(digits[2]);
		pixels[above + 3] = critical(digits[3]);
	}
	return pixels;
}

/** The pixels of all jobs, u32 with red lowest. */
export function pixelsOf(tiles: CompositedTiles, jobs: number, shape: TileShape): Uint32Array {
	const pixels = new Uint32Array(jobs * shape.pixels);
	const runs = new TileRuns();
	for (let job = 0; job < jobs; job++) {
		tiles.runs(job, runs);
		runs.paint(pixels, job * shape.pixels, shape);
	}
	return pixels;
}

export function batchOf(stacks: ReadonlyArray<readonly Entry[]>): TileBatch {
	const flat = stacks.flat();
	const offsets = new Uint32Array(stacks.length + 1);
	stacks.forEach((stack, i) => (offsets[i + 1] = offsets[i] + stack.length));
	return {
		jobs: stacks.length,
		offsets,
		content: Uint32Array.from(flat, (entry) => entry.content),
		paint: Uint32Array.from(flat, (entry) => OPERATORS.indexOf(entry.operator) | (entry.opacity << 8)),
	};
}

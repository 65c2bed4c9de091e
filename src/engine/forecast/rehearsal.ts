/** Makes a few tokens of a run before it begins: their tiles stay in the caches, so that little of it is done twice. */
import type { Stage, StageSeconds } from '../run/run.ts';
import type { StackCounts } from './count-stacks.ts';

/** What one band worker found. */
export interface Rehearsal {
	/** Compressed bytes of the band, by token. */
	bytes: Float64Array<ArrayBuffer>;
	tilesMade: number;
	/** What the caches took for it. */
	cachedBytes: number;
	/** What the worker holds after it, the caches included. */
	memoryBytes: number;
	/** Seconds of this thread, once warm. */
	costs: BandCosts;
}

export interface BandCosts {
	/** Per tile that is made. */
	composite: number;
	encode: number;
	/** Per token. */
	lookup: number;
	/** Per row of tiles that is put together of tiles: the first two times that it comes. */
	newRow: number;
	/** Per row that is kept as a whole. */
	keptRow: number;
}

/** Of the band's worker since its start. */
export interface BandLevels {
	tilesMade: number;
	/** Of the caches of finished tiles, and of everything. */
	cachedBytes: number;
	memoryBytes: number;
	stages: Partial<StageSeconds>;
}

/** Tokens made at a time. */
const PART_TOKENS = 6;
/** Tokens that are made again and again: enough that their rows do not all stay in the processor's caches. */
const KEPT_TOKENS = 24;
/** Fewer tiles say nothing of the time for one. */
const LEAST_TILES = 24;

/** The first half of a rehearsal warms the code up, the second is timed. */
export function warmUpTokens(tokens: number): number {
	return Math.floor(tokens / 2 / PART_TOKENS) * PART_TOKENS;
}

/**
 * @param rows of tiles in the band
 * @param counts of the tokens, at `warmUpTokens` and at all of them
 * @param produce makes tokens of the rehearsal as the run will make them; gives the band's compressed bytes of each
 * @param levels what the worker has done so far
 */
export async function rehearse(
	tokens: number,
	rows: number,
	counts: StackCounts,
	produce: (first: number, tokens: number) => Promise<number[]>,
	levels: () => BandLevels,
): Promise<Rehearsal> {
	const warmUp = warmUpTokens(tokens);
	const bytes = new Float64Array(tokens);
	const make = async (from: number, to: number): Promise<void> => {
		for (let token = from; token < to; token += PART_TOKENS) {
			bytes.set(await produce(token, Math.min(PART_TOKENS, to - token)), token);
		}
	};
	const start = noted(levels());
	await make(0, warmUp);
	const warm = noted(levels());
	await make(warmUp, tokens);
	const end = noted(levels());
	// The same tokens again and again: then all of their rows are kept as a whole.
	const again = Math.max(0, tokens - KEPT_TOKENS);
	await make(again, tokens);
	const kept = noted(levels());
	await make(again, tokens);
	const keptRow = spent('assemble', kept, noted(levels())) / Math.max(1, (tokens - again) * rows);

	const late = end.tilesMade - warm.tilesMade >= LEAST_TILES ? warm : start;
	const perTile = (stage: Stage) => spent(stage, late, end) / Math.max(1, end.tilesMade - late.tilesMade);
	const newRows = rowsPutTogether(counts, counts.rows.length - 1) - (warmUp === 0 ? 0 : rowsPutTogether(counts, 0));
	const keptRows = (tokens - warmUp) * rows - newRows;
	return {
		bytes,
		tilesMade: end.tilesMade - start.tilesMade,
		cachedBytes: end.cachedBytes - start.cachedBytes,
		memoryBytes: levels().memoryBytes,
		costs: {
			composite: perTile('composite'),
			encode: perTile('encode'),
			lookup: spent('lookup', warm, end) / Math.max(1, tokens - warmUp),
			newRow: Math.max(keptRow, (spent('assemble', warm, end) - keptRows * keptRow) / Math.max(1, newRows)),
			keptRow,
		},
	};
}

/** A row is put together when it first comes, and once more to be kept. */
function rowsPutTogether({ rows, repeatedRows }: StackCounts, mark: number): number {
	return rows[mark] + repeatedRows[mark];
}

function noted(levels: BandLevels): BandLevels {
	return { ...levels, stages: { ...levels.stages } };
}

function spent(stage: Stage, from: BandLevels, to: BandLevels): number {
	return (to.stages[stage] ?? 0) - (from.stages[stage] ?? 0);
}

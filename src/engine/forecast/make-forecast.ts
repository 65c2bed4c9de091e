/** Asks the band workers what a run will take, when they are ready to begin. */
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import type { DrawList } from '../design/draw-list.ts';
import { tokenMetadataFile } from '../metadata/token-files.ts';
import { drawListsOf } from '../run/draw-lists.ts';
import type { RunBudget } from '../run/memory-budget.ts';
import type { RunTeam } from '../run/run-team.ts';
import type { RowRange } from '../run/token-ledger.ts';
import type { StackCounts } from './count-stacks.ts';
import { evenRows } from './even-order.ts';
import { finishSeconds } from './finish-trial.ts';
import type { Forecast } from './forecast.ts';
import { growthAt, growthMarks } from './growth.ts';
import type { GrowthPoint } from './growth.ts';
import { predictSeconds } from './predict-seconds.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Each costs about 30 ns, in one worker or another: counting takes less than a hundredth of the run, and a second at most. */
const MOST_COUNTED_TILES = 1 << 25;
const MOST_COUNTED_TOKENS = 1 << 17;
/** Tokens that are counted at a time, so that draw lists stay small. */
const COUNT_TOKENS = 1 << 13;
/** Tokens that are rehearsed. Sizes vary by a quarter, so 120 tell the mean within 5 %, and 30 within 10 %. */
const MOST_REHEARSED = 120;
const TOKENS_PER_REHEARSED = 6;
/** So that large images are not rehearsed for seconds, as long as there are enough to tell anything. */
const MOST_REHEARSED_TILES = 40_000;
const ENOUGH_REHEARSED = 16;

/** The files of one token, and their bytes together. */
export interface TokenFiles {
	count: number;
	bytes: number;
}

export interface ForecastWork {
	team: RunTeam;
	design: Design;
	plan: Plan;
	drawList: DrawList;
	budget: RunBudget;
	/** Rows that are to be made. */
	left: readonly RowRange[];
	/** What of the run was complete before, by earlier sessions. */
	before: { tokens: number; bytes: number; seconds: number };
	tokenMetadata: boolean;
	/** Seconds that the sink alone takes for the files of one token. */
	sinkSeconds(files: TokenFiles): Promise<number>;
	cores: number;
	/** What the traits take in all workers. */
	traitBytes: number;
	/** What all caches together may take. */
	cacheBytes: number;
	/** Whether the bands make compressed parts, which can be rehearsed; the browser's own encoders cannot. */
	isPng: boolean;
}

/** A forecast, and what a better one is made of while the run goes on. */
export interface MadeForecast {
	forecast: Forecast;
	/** Of the tiles among the tokens that are left. */
	growth: readonly GrowthPoint[];
	before: ForecastWork['before'];
}

export async function makeForecast(work: ForecastWork): Promise<MadeForecast> {
	const { left, before, isPng, cores } = work;
	const rows = left.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
	const tokens = rows.length;
	// First, since how many tiles fit into the caches depends on their size.
	const rehearsals = isPng ? await rehearseTokens(work, rows) : [];
	const counted = await countTiles(work, rows);
	const common = { tokens: before.tokens + tokens, tiles: Math.round(sum(counted.bands.map(({ tiles }) => tiles))) };
	const { growth, isWhole } = counted;
	if (!isPng) {
		const memoryBytes = work.traitBytes + work.cacheBytes;
		return { forecast: { ...common, counted: isWhole, memoryBytes, stages: {} }, growth, before };
	}
	const imageBytes = meanImageBytes(rehearsals);
	const files = { count: work.tokenMetadata ? 2 : 1, bytes: imageBytes };
	if (work.tokenMetadata) files.bytes += meanMetadataBytes(work, rows);
	const { seconds, stages, bottleneck } = predictSeconds({
		tokens,
		bands: rehearsals.map(({ tilesMade, costs }, band) => {
			const { tiles, newRows, keptRows } = counted.bands[band];
			return { tiles: Math.max(0, tiles - tilesMade), newRows, keptRows, costs };
		}),
		finishSeconds: await finishSeconds(imageBytes, cores),
		sinkSeconds: tokens * (await work.sinkSeconds(files)),
		cores,
	});
	return {
		forecast: {
			...common,
			counted: isWhole,
			bytes: before.bytes + Math.round(tokens * imageBytes),
			seconds: before.seconds + seconds,
			memoryBytes: predictMemory(work, counted.bands, rehearsals, tokens),
			stages,
			bottleneck,
		},
		growth,
		before,
	};
}

/** What one band will come across. */
interface BandCounts {
	tiles: number;
	/** Rows of tiles that are put together of tiles: each that comes once, and twice those that come again. */
	newRows: number;
	keptRows: number;
	/** Different rows that are kept. */
	repeatedRows: number;
	stackBytes: number;
}

/** Counts in all bands, and how the number of tiles grows. */
async function countTiles(
	{ team, drawList, plan }: ForecastWork,
	rows: readonly number[],
): Promise<{ isWhole: boolean; bands: BandCounts[]; growth: GrowthPoint[] }> {
	const most = Math.min(MOST_COUNTED_TOKENS, Math.ceil(MOST_COUNTED_TILES / tilesPerImage(team)));
	const sample = evenRows(rows.length, most).map((at) => rows[at]);
	const marks = growthMarks(sample.length);
	let counts: StackCounts[] = [];
	for (let from = 0; from < sample.length; from += COUNT_TOKENS) {
		const lists = drawListsOf(drawList, plan, sample.slice(from, from + COUNT_TOKENS));
		const last = from + COUNT_TOKENS >= sample.length;
		const answers = team.bands.map((band) => band.next('counted'));
		for (const band of team.bands) band.post({ type: 'count', lists, marks, first: from === 0, last });
		counts = (await Promise.all(answers)).map((answer) => answer.counts);
	}
	const points = (distinct: readonly number[]) => distinct.map((count, at) => ({ tokens: marks[at], distinct: count }));
	const whole = (distinct: readonly number[]) => growthAt(points(distinct), rows.length);
	return {
		isWhole: sample.length === rows.length,
		bands: counts.map(({ tiles, rows: distinctRows, repeatedRows, stackBytes }, band) => {
			const allRows = team.rows[band].rows * rows.length;
			const repeated = whole(repeatedRows);
			const newRows = Math.min(allRows, whole(distinctRows) + repeated);
			const made = whole(tiles);
			return {
				tiles: made,
				newRows,
				keptRows: allRows - newRows,
				repeatedRows: repeated,
				stackBytes: (stackBytes * made) / Math.max(1, tiles[marks.length - 1]),
			};
		}),
		growth: points(marks.map((_, at) => sum(counts.map(({ tiles }) => tiles[at])))),
	};
}

async function rehearseTokens({ team, drawList, plan }: ForecastWork, rows: readonly number[]): Promise<Rehearsal[]> {
	const wanted = Math.min(MOST_REHEARSED, Math.ceil(rows.length / TOKENS_PER_REHEARSED));
	const affordable = Math.max(ENOUGH_REHEARSED, Math.floor(MOST_REHEARSED_TILES / tilesPerImage(team)));
	const rehearsed = evenRows(rows.length, Math.min(wanted, affordable)).map((at) => rows[at]);
	const answers = team.bands.map((band) => band.next('rehearsed'));
	const lists = drawListsOf(drawList, plan, rehearsed);
	for (const band of team.bands) band.post({ type: 'rehearse', lists });
	return (await Promise.all(answers)).map(({ rehearsal }) => rehearsal);
}

/** Header, trailer and what the stream begins and ends with. */
const FILE_OVERHEAD_BYTES = 150;

function meanImageBytes(made: readonly Rehearsal[]): number {
	const tokens = made[0].bytes.length;
	return FILE_OVERHEAD_BYTES + sum(made.map(({ bytes }) => sum([...bytes]))) / Math.max(1, tokens);
}

function meanMetadataBytes({ design, plan }: ForecastWork, rows: readonly number[]): number {
	const some = evenRows(rows.length, ENOUGH_REHEARSED).map((at) => rows[at]);
	const encoder = new TextEncoder();
	return sum(some.map((row) => encoder.encode(tokenMetadataFile(design, plan, row)).length)) / some.length;
}

/** Of a row of tiles that is kept, beside its bits. */
const KEPT_ROW_BYTES = 440;
/** What the run remembers of each token. */
const TOKEN_BYTES = 37;

/** What the workers hold already, caches as far as they will be filled, and what is on its way between the workers. */
function predictMemory(
	{ team, cacheBytes, budget }: ForecastWork,
	bands: readonly BandCounts[],
	rehearsals: readonly Rehearsal[],
	tokens: number,
): number {
	const imageBytes = meanImageBytes(rehearsals);
	const rowBytes = imageBytes / team.grid.rows + KEPT_ROW_BYTES;
	const workers = rehearsals.map(({ memoryBytes, cachedBytes, tilesMade }, band) => {
		const { tiles, repeatedRows, stackBytes } = bands[band];
		const filled = (cachedBytes * tiles) / Math.max(1, tilesMade) + repeatedRows * rowBytes + stackBytes;
		return memoryBytes - cachedBytes + Math.min(cacheBytes / bands.length, filled);
	});
	const onTheirWay = imageBytes * budget.batchTokens * budget.batchesInFlight;
	return Math.round(sum(workers) + onTheirWay + tokens * TOKEN_BYTES);
}

function tilesPerImage({ grid }: RunTeam): number {
	return grid.columns * grid.rows;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

/** Gets a team of workers ready for a plan: traits into tiles, the backend, and for PNG the format and the Huffman tables. */
import type { Plan } from '../combine/plan.ts';
import { DrawList } from '../design/draw-list.ts';
import { buildTables, Histogram, initialTables, tablesToData } from '../png/code-tables.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import type { DrawLists } from './band-protocol.ts';
import { chooseBackend } from './choose-backend.ts';
import { collectionFormat } from './collection-format.ts';
import { deviceCosts, splitCandidates } from './device-costs.ts';
import { drawListsOf, usedSources } from './draw-lists.ts';
import { foretell } from './foretell.ts';
import { cacheBudget } from './memory-budget.ts';
import type { RunBudget } from './memory-budget.ts';
import { ENCODE_EFFORT, sampleRows } from './png-settings.ts';
import { prepareSources } from './prepare-sources.ts';
import type { AssetHost } from './prepare-sources.ts';
import type { RunProgress } from './run-progress.ts';
import type { RunTeam } from './run-team.ts';
import type { RunRequest } from './run.ts';
import type { TokenLedger } from './token-ledger.ts';

export interface Preparation {
	team: RunTeam;
	request: RunRequest;
	plan: Plan;
	budget: RunBudget;
	assets: AssetHost;
	progress: RunProgress;
	/** Of an earlier attempt at the same run; absent: they are made. */
	tables: Uint8Array<ArrayBuffer> | undefined;
	/** What is complete already. */
	ledger: TokenLedger;
	/** Of the machine. */
	cores: number;
}

/** @returns the Huffman tables; `undefined` for formats without */
export async function prepareRun(work: Preparation): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const { team, request, plan, budget, assets, progress } = work;
	const { design } = request;
	const drawList = new DrawList(design);
	// Of the whole plan, whatever range of it is made: shards must agree on the format.
	const used = usedSources(drawList, plan);
	const facts = await prepareSources(team, design, drawList.sources, used, assets, budget.decodeBytes, (done) =>
		progress.say(`Decoding traits, ${done} of ${used.length}`),
	);
	const samples = drawListsOf(drawList, plan, sampleRows(plan));
	const traitBytes = await useBackend(work, samples);
	const cache = cacheBudget(budget, traitBytes);
	if (cache.problem !== undefined) progress.warnOnce(cache.problem);
	const cacheBytes = cache.bytes / team.bands.length;
	if (design.output.format !== 'png') {
		await team.produce({ kind: 'pixels', cacheBytes }, design.output);
		await foretell(work, { drawList, traitBytes, cacheBytes: cache.bytes });
		return undefined;
	}
	const format = collectionFormat(drawList, plan, used, facts, allTilesMask(team));
	const effort = ENCODE_EFFORT;
	const tables = work.tables ?? (await makeTables(work, samples, format, effort));
	await team.produce({ kind: 'png', format, tables, effort, cacheBytes }, design.output);
	await foretell(work, { drawList, traitBytes, cacheBytes: cache.bytes });
	return tables;
}

/** @returns bytes that the traits take in all workers */
async function useBackend(
	{ team: { bands, grid }, request, progress }: Preparation,
	samples: DrawLists,
): Promise<number> {
	let { backend } = request;
	let reason = 'As asked for.';
	if (backend === 'auto') {
		progress.say('Comparing ways of compositing');
		const { tried, known } = splitCandidates(await deviceCosts(), grid.tile);
		const trial = bands[0].next('trial-result');
		bands[0].post({ type: 'trial', lists: samples, candidates: tried });
		({ backend, reason } = chooseBackend((await trial).results, known));
	}
	progress.backend = backend;
	const ready = bands.map((band) => band.next('backend-ready'));
	for (const band of bands) band.post({ type: 'use-backend', backend });
	const answers = await Promise.all(ready);
	progress.backendReason = `${reason} ${answers[0].description}`;
	return answers.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
}

async function makeTables(
	{ team: { bands }, progress }: Preparation,
	lists: DrawLists,
	format: PixelFormat,
	effort: 0 | 1 | 2 | 3,
): Promise<Uint8Array<ArrayBuffer>> {
	progress.say('Measuring the compression');
	let tables = tablesToData(initialTables());
	// The second pass parses with the costs of the first; more passes gain nothing worth having.
	for (let pass = 0; pass < 2; pass++) {
		const measured = bands.map((band) => band.next('measured'));
		for (const band of bands) band.post({ type: 'measure', lists, format, effort, tables });
		const histogram = new Histogram();
		for (const part of await Promise.all(measured)) histogram.merge(Histogram.fromData(part.histogram));
		tables = tablesToData(buildTables(histogram));
	}
	return tables;
}

/** A mask like those of `SourceFacts.opaque` with the bit of every tile set. */
function allTilesMask(team: RunTeam): Uint32Array {
	return Uint32Array.from(
		team.rows.flatMap(({ rows }) => {
			const tiles = rows * team.grid.columns;
			return Array.from({ length: Math.ceil(tiles / 32) }, (_, word) => {
				const bits = Math.min(32, tiles - word * 32);
				return bits === 32 ? 0xffffffff : (1 << bits) - 1;
			});
		}),
	);
}

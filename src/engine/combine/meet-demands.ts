/**
 * Changes drawn tokens until every count is met. First one layer of a random token at a time; where rules stand against
 * that, whole tokens, each time the cheapest that the rules allow given all other tokens. No step makes the collection
 * worse, none breaks a rule, uniqueness or a strict pair, and the number of steps is fixed, so the result is too.
 */
import { CheapestToken } from './cheapest-token.ts';
import type { Draft } from './draft.ts';
import type { DrawTools } from './draw-rows.ts';
import type { SectionModel } from './section-model.ts';
import { Tally } from './tally.ts';
import type { Demand } from './trait-demands.ts';

/** Random rows tried for one missed demand before it counts as stuck. */
const TRIES = 400;
/** The same between searches for whole tokens, when most of it was tried before. */
const RETRIES = 30;
/** Exchanges between two tokens per search, once it has become hard. */
const SWAPS = 12;
/** Searches without any gain after which counts that come from weights are left as they are. */
const STALE = 1500;
/** Diagram edges visited at most by the search for whole tokens. */
const WORK = 1_500_000_000;
/** The same when only counts that come from weights are off: these are nice to have. */
const SOFT_WORK = 500_000_000;
const SEARCHES = 30_000;
/** Searches before it is worth proving how near the counts can come at all. */
const EASY = 300;

/**
 * @param leastCost a proven lower bound of `Tally.cost`; nothing is searched for beyond it.
 * @returns the counts as they are in the end; `missed()` lists what could not be met.
 */
export async function meetDemands(
	models: readonly SectionModel[],
	demands: readonly Demand[],
	tools: DrawTools,
	leastCost: () => number,
): Promise<Tally> {
	const { draft, pace } = tools;
	const rows = draft.decidedRows();
	const tally = new Tally(
		draft,
		models.map(({ space }) => space),
		demands,
	);
	for (const row of rows) tally.enter(row, 1);
	const free = rows.filter((row) => draft.fixed[row] === 0);
	if (free.length === 0) return tally;
	await changeSingleLayers(models, free, TRIES, tally, tools);
	const paths = models.map((model) => new CheapestToken(model.sampler.diagram));
	const edges = models.reduce(
		(sum, { sampler }) => sum + sampler.diagram.levels.reduce((all, level) => all + level.children.length, 0),
		0,
	);
	const hard = () => tally.missed().some(({ demand }) => demand.hard);
	const searches = Math.min(SEARCHES, Math.ceil((hard() ? WORK : SOFT_WORK) / Math.max(1, edges)));
	let least = 0;
	let best = { cost: tally.cost, search: 0 };
	for (let search = 0; search < searches && tally.cost > least; search++) {
		if (tally.cost < best.cost) best = { cost: tally.cost, search };
		if (search - best.search > STALE && !hard()) break;
		if (search === EASY) least = leastCost();
		if (pace.due) {
			if (hard()) pace.checkDeadline(`${tally.missed().length} counts were still off`);
			await pace.breathe(draft.done);
		}
		if (search > EASY) for (let swap = 0; swap < SWAPS; swap++) swapLayer(models, free, tools);
		const row = pickRow(free, tally, tools);
		replaceToken(models[draft.section[row]], paths[draft.section[row]], row, tally, tools);
		if (search % 64 === 63) await changeSingleLayers(models, free, RETRIES, tally, tools);
	}
	return tally;
}

/** Half of the time a token that shows something there is too much of. */
function pickRow(rows: readonly number[], tally: Tally, { draft, random }: DrawTools): number {
	const surplus = tally.missed().filter(({ miss }) => miss < 0);
	if (surplus.length > 0 && random.below(2) === 0) {
		const { layer, value } = surplus[random.below(surplus.length)].demand;
		for (let attempt = 0; attempt < TRIES; attempt++) {
			const row = rows[random.below(rows.length)];
			if (draft.dna[row * draft.width + layer] === value) return row;
		}
	}
	return rows[random.below(rows.length)];
}

/** Goes on while some missed demand still comes nearer. */
async function changeSingleLayers(
	models: readonly SectionModel[],
	rows: readonly number[],
	tries: number,
	tally: Tally,
	tools: DrawTools,
): Promise<void> {
	const { pace, draft } = tools;
	for (let moved = true, pass = 0; moved && tally.cost > 0; pass++) {
		moved = false;
		for (const { demand, miss } of tally.missed()) {
			for (let left = Math.abs(miss); left > 0; left--) {
				if (!changeOne(models, rows, pass === 0 ? tries : RETRIES, demand, miss > 0, tally, tools)) break;
				moved = true;
			}
			if (pace.due) await pace.breathe(draft.done);
		}
	}
}

/** Gives one token the wanted value, or takes the surplus one from it. */
function changeOne(
	models: readonly SectionModel[],
	rows: readonly number[],
	tries: number,
	{ layer, value }: Demand,
	wanted: boolean,
	tally: Tally,
	{ draft, random }: DrawTools,
): boolean {
	const gain = tally.change(layer, value, wanted ? 1 : -1);
	if (gain >= 0) return false;
	for (let attempt = 0, probe = 0; attempt < tries && probe < tries * 50; probe++) {
		const row = rows[random.below(rows.length)];
		const base = row * draft.width;
		const old = draft.dna[base + layer];
		const { values } = models[draft.section[row]].space.columns[layer];
		if (wanted ? old === value || !values.includes(value) : old !== value) continue;
		attempt++;
		const fresh = wanted ? value : values[random.below(values.length)];
		if (fresh === old) continue;
		const change = wanted ? tally.change(layer, old, -1) : tally.change(layer, fresh, 1);
		if (gain + change >= 0) continue;
		const write = () => {
			draft.dna[base + layer] = fresh;
		};
		if (tryRow(models[draft.section[row]], row, tally, draft, write)) return true;
	}
	return false;
}

/** Exchanges one token for the cheapest that the others leave room for. */
function replaceToken(
	model: SectionModel,
	path: CheapestToken,
	row: number,
	tally: Tally,
	{ draft, random }: DrawTools,
): void {
	const { dna, width } = draft;
	const base = row * width;
	// The token as it was is one of those the path chooses from, and all noise together is less than the smallest price:
	// the exchange never makes it worse. Among equally good tokens, what has no price rather stays as it is.
	for (const noise of [0.02, 0.2, 0.9]) {
		const done = tryRow(model, row, tally, draft, () => {
			path.find(
				(layer, value) => {
					const stay = dna[base + layer] === value ? 0.5 : 0;
					return tally.change(layer, value, 1) + ((random.unit() - stay) * noise) / width;
				},
				(layer, value) => (dna[base + layer] = value),
			);
		});
		if (done) return;
	}
}

/** Two tokens exchange one layer, or all up to one: no count changes, but what uniqueness or a pair blocked may come free. */
function swapLayer(models: readonly SectionModel[], rows: readonly number[], { draft, random }: DrawTools): void {
	const { dna, width, ledger } = draft;
	const a = rows[random.below(rows.length)];
	const b = rows[random.below(rows.length)];
	const last = random.below(width);
	const first = random.below(2) === 0 ? last : 0;
	if (a === b || draft.section[a] !== draft.section[b]) return;
	const model = models[draft.section[a]];
	const exchange = () => {
		for (let layer = first; layer <= last; layer++) {
			const kept = dna[a * width + layer];
			dna[a * width + layer] = dna[b * width + layer];
			dna[b * width + layer] = kept;
		}
	};
	draft.unplace(a);
	draft.unplace(b);
	exchange();
	const lawful = model.accepts(dna, a * width) && model.accepts(dna, b * width) && !ledger.clashes(a);
	if (lawful) draft.place(a);
	if (lawful && !ledger.clashes(b)) {
		draft.place(b);
		return;
	}
	if (lawful) draft.unplace(a);
	exchange();
	draft.place(a);
	draft.place(b);
}

/**
 * Changes a decided row if what comes out is lawful; else it is as before.
 * @param write changes the DNA while the row is counted out.
 */
function tryRow(model: SectionModel, row: number, tally: Tally, draft: Draft, write: () => void): boolean {
	const base = row * draft.width;
	const old = draft.dna.slice(base, base + draft.width);
	draft.unplace(row);
	tally.enter(row, -1);
	write();
	const kept = model.accepts(draft.dna, base) && !draft.ledger.clashes(row);
	if (!kept) draft.dna.set(old, base);
	tally.enter(row, 1);
	draft.place(row);
	return kept;
}

/**
 * Places the last tokens when several strict pairs interlock or sections share tokens. Finding the largest collection is then as hard as matching
 * in three dimensions, so this is a search with a fixed number of steps: a token is drawn with a tuple that one of the
 * pairs still has (or that is new altogether), and if another pair or uniqueness keeps it out, the token in its way is taken out and drawn anew (a
 * random alternating walk; for two pairs, the augmenting path of bipartite matching found by chance).
 */
import { TesseraError } from '../errors.ts';
import type { Draft } from './draft.ts';
import type { DrawTools } from './draw-rows.ts';
import type { SectionModel } from './section-model.ts';
import { WithoutReplacement } from './without-replacement.ts';

const CANDIDATES = 8;
const STEPS_PER_TOKEN = 400;
const STEPS_AT_LEAST = 100_000;

/**
 * @param open rows to place. @param models per section.
 * @throws TesseraError `undecided` when the steps are used up, naming how many tokens were placed.
 */
export async function packPairs(models: readonly SectionModel[], open: number[], tools: DrawTools): Promise<void> {
	const { draft, random, pace } = tools;
	const { dna, width, ledger, unique } = draft;
	const pools = ledger.pairs.map((pair) => models.map((model) => new WithoutReplacement(model.pairFirst(pair))));
	if (unique.length > 0) pools.push(models.map((model) => new WithoutReplacement(model.sampler)));
	const depths = [...ledger.pairs.map((pair) => pair.length), unique.length];
	const settle = (row: number, taken: boolean) => {
		for (const [index, sections] of pools.entries()) {
			if (index < ledger.pairs.length && !ledger.complete(row, index)) continue;
			for (const pool of sections) {
				if (taken) pool.take(dna, row * width, depths[index]);
				else pool.giveBack(dna, row * width, depths[index]);
			}
		}
	};
	for (const row of draft.decidedRows()) settle(row, true);
	const waiting = [...open];
	const steps = STEPS_AT_LEAST + STEPS_PER_TOKEN * draft.count;
	let best = draft.done;
	let latest = -1;
	for (let step = 0; waiting.length > 0; step++) {
		if (step === steps) throw undecided(draft, best);
		if (pace.due) {
			pace.checkDeadline(`${best} of ${draft.count} tokens were placed`);
			await pace.breathe(best);
		}
		const row = waiting[waiting.length - 1];
		const blockers = drawCandidate(models, pools, row, tools);
		if (blockers === undefined) continue;
		const movable = blockers.every((blocker) => draft.fixed[blocker] === 0 && blocker !== latest);
		// Two tokens out for one in is a step back; taken now and then, it leads out of corners.
		if (!movable || blockers.length > 2 || (blockers.length === 2 && random.below(16) !== 0)) continue;
		waiting.pop();
		for (const blocker of blockers) {
			settle(blocker, false);
			draft.unplace(blocker);
			waiting.push(blocker);
		}
		draft.place(row);
		settle(row, true);
		latest = row;
		best = Math.max(best, draft.done);
	}
}

/** Writes a candidate into the row, one with few tokens in its way. @returns these tokens; none drawn: undefined. */
function drawCandidate(
	models: readonly SectionModel[],
	pools: readonly WithoutReplacement[][],
	row: number,
	{ draft, random }: DrawTools,
): number[] | undefined {
	const { dna, width, ledger } = draft;
	const base = row * width;
	const section = draft.section[row];
	const free = pools.filter((pool) => !pool[section].exhausted);
	let fewest: { blockers: number[]; dna: Uint16Array } | undefined;
	for (let attempt = 0; attempt < CANDIDATES; attempt++) {
		if (free.length > 0) free[random.below(free.length)][section].draw(random, dna, base);
		else models[section].sampler.draw(random, dna, base);
		if (!models[section].accepts(dna, base)) continue;
		const blockers = ledger.clashingRows(row);
		if (fewest === undefined || blockers.length < fewest.blockers.length) {
			fewest = { blockers, dna: dna.slice(base, base + width) };
		}
		if (blockers.length === 0) break;
	}
	if (fewest === undefined) return undefined;
	dna.set(fewest.dna, base);
	return fewest.blockers;
}

function undecided(draft: Draft, best: number): TesseraError {
	return new TesseraError({
		code: 'undecided',
		message: `A search found ${best} tokens that keep uniqueness and every strict pair, not the ${draft.count} asked for; more may be possible.`,
		hint: `Ask for ${best} tokens, or switch off a strict pair.`,
	});
}

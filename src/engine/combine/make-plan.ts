/** Design + seed → Plan. */
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import { checkSupply } from './check-supply.ts';
import { freeTokens, leastCost } from './count-conflict.ts';
import { Draft } from './draft.ts';
import { drawRows, type DrawTools } from './draw-rows.ts';
import { fitShares } from './fit-shares.ts';
import { meetDemands } from './meet-demands.ts';
import { missedDemands } from './missed-demands.ts';
import { ModelCache } from './model-cache.ts';
import { packPairs } from './pack-pairs.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { PLAN_ALGORITHM, type Plan } from './plan.ts';
import { Random } from './random.ts';
import { refuseImpossible } from './refusal.ts';
import { refuseScarce } from './scarce-choices.ts';
import { sectionRows } from './section-rows.ts';
import { sectionsOf, sectionSpace } from './section-space.ts';
import { drawSettled, placeSpecials } from './settled-tokens.ts';
import { traitDemands } from './trait-demands.ts';

export interface PlanOptions extends PaceOptions {
	/** Takes what is worth knowing about a plan that was made, e.g. a weight that a rule kept from being met exactly. */
	report?(problem: Problem): void;
}

/**
 * Decides every token of the collection. Equal designs (seed included) give equal plans on every machine.
 * @throws TesseraError `invalid-design` when the design contradicts itself without any rule, `impossible` when its
 *   demands do, with what conflicts and what is possible, `undecided` when a search ended without an answer.
 */
export async function makePlan(design: Design, options: PlanOptions = {}): Promise<Plan> {
	checkSupply(design);
	const draft = new Draft(design);
	const rows = sectionRows(design, draft.section);
	placeSpecials(design, draft, new Random(design.seed, 'specials'));
	const cache = new ModelCache();
	const kept = sectionsOf(design).map((_, index) => cache.get(design, sectionSpace(design, index)));
	const models = kept.map(({ model }) => model);
	const wanted = models.map(() => 0);
	for (const row of rows) if (!draft.isDecided(row)) wanted[draft.section[row]]++;
	const spare = refuseImpossible(design, kept, wanted);
	const demands = traitDemands(
		design,
		models.map(({ space }) => space),
		wanted,
	);
	refuseScarce(design, models, demands);
	fitShares(models, demands, wanted);
	const pace = new Pace(options, draft.count);
	const tools: DrawTools = { draft, pace, random: new Random(design.seed, 'draw') };
	await drawSettled(design, rows, tools);
	const open: number[] = [];
	// The section with the least to spare first: what it needs must not be gone.
	for (const section of [...models.keys()].sort((a, b) => spare[a] - spare[b])) {
		const own = rows.filter((row) => draft.section[row] === section && !draft.isDecided(row));
		open.push(...(await drawRows(models[section], own, tools)));
	}
	if (open.length > 0) await packPairs(models, open, tools);
	if (demands.length > 0) {
		const part = freeTokens(models, draft);
		const tally = await meetDemands(models, demands, tools, () => leastCost(part, demands));
		for (const problem of missedDemands(design, part, demands, tally)) options.report?.(problem);
	}
	options.onProgress?.(draft.count, draft.count);
	return {
		algorithm: PLAN_ALGORITHM,
		count: draft.count,
		layers: draft.width,
		dna: draft.dna,
		firstNumber: design.supply.firstNumber,
		section: draft.section,
		special: draft.special,
	};
}

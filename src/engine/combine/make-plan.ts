/** Design + seed → Plan. */
import type { Design } from '../design/design.ts';
import { checkSupply } from './check-supply.ts';
import { Draft } from './draft.ts';
import { drawRows, type DrawTools } from './draw-rows.ts';
import { packPairs } from './pack-pairs.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { PLAN_ALGORITHM, type Plan } from './plan.ts';
import { Random } from './random.ts';
import { refuseImpossible } from './refusal.ts';
import { SectionModel } from './section-model.ts';
import { sectionsOf, sectionSpace } from './section-space.ts';
import { drawSettled, placeSpecials } from './settled-tokens.ts';

export type PlanOptions = PaceOptions;

/**
 * Decides every token of the collection. Equal designs (seed included) give equal plans on every machine.
 * @throws TesseraError `invalid-design` when the design contradicts itself without any rule, `impossible` when its
 *   demands do, with what conflicts and what is possible, `undecided` when a search ended without an answer.
 */
export async function makePlan(design: Design, options: PlanOptions = {}): Promise<Plan> {
	checkSupply(design);
	const draft = new Draft(design);
	const rows = rowsInDrawingOrder(design, draft);
	placeSpecials(design, draft, new Random(design.seed, 'specials'));
	const models = sectionsOf(design).map((_, index) => new SectionModel(sectionSpace(design, index), draft.unique));
	const wanted = models.map(() => 0);
	for (const row of rows) if (!draft.isDecided(row)) wanted[draft.section[row]]++;
	const spare = refuseImpossible(design, models, wanted);
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

/** Rows in the order they are drawn, which with `shuffle` is any, and in that order each section's rows. */
function rowsInDrawingOrder(design: Design, draft: Draft): number[] {
	const rows = Array.from({ length: draft.count }, (_, row) => row);
	if (design.supply.shuffle) new Random(design.seed, 'shuffle').shuffle(rows);
	let at = 0;
	for (const [index, { count }] of sectionsOf(design).entries()) {
		for (const row of rows.slice(at, at + count)) draft.section[row] = index;
		at += count;
	}
	return rows;
}

/**
 * Draws the open rows of one section. First by drawing and rejecting what is taken, which has exactly the distribution of
 * a draw without replacement and costs almost nothing while little is taken; when rejections pile up, from the diagram
 * without the taken tokens, which never misses.
 */
import { TesseraError } from '../errors.ts';
import type { Draft } from './draft.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import type { SectionModel } from './section-model.ts';
import { WithoutReplacement } from './without-replacement.ts';

/** Rejections beyond this many per accepted draw make the other way cheaper. */
const PATIENCE = 40;
/** Draws in a row that may break a rule that did not fit into the diagram. */
const RULE_PATIENCE = 100_000;

export interface DrawTools {
	draft: Draft;
	random: Random;
	pace: Pace;
}

/**
 * @returns the rows that are still open: none, unless several strict pairs, one that reaches beyond the layers that count
 *   for uniqueness, or several sections that share tokens leave nothing that a simple draw can find.
 * @throws TesseraError `impossible` when every token is taken.
 */
export async function drawRows(model: SectionModel, rows: readonly number[], tools: DrawTools): Promise<number[]> {
	const { draft, pace } = tools;
	let credit = PATIENCE * 10;
	for (let at = 0; at < rows.length; at++) {
		const row = rows[at];
		for (;;) {
			drawObedient(model, row, tools);
			if (!draft.ledger.clashes(row)) break;
			if (--credit < 0) return drawFromRest(model, rows.slice(at), tools);
		}
		draft.place(row);
		credit = Math.min(credit + PATIENCE, PATIENCE * 100);
		if ((at & 0xff) === 0 && pace.due) await pace.breathe(draft.done);
	}
	return [];
}

/** Draws one row, again while it breaks a rule that the diagram had to leave out. */
function drawObedient(model: SectionModel, row: number, { draft, random }: DrawTools): void {
	const base = row * draft.width;
	for (let attempt = 0; attempt < RULE_PATIENCE; attempt++) {
		model.sampler.draw(random, draft.dna, base);
		if (model.obeysDropped(draft.dna, base)) return;
	}
	throw rulesTooTangled();
}

async function drawFromRest(model: SectionModel, rows: readonly number[], tools: DrawTools): Promise<number[]> {
	const { draft, random, pace } = tools;
	const { ledger, unique, dna, width } = draft;
	const sections = new Set(draft.section).size;
	const pair = ledger.pairs[0] ?? [];
	const beyond = unique.length > 0 && pair.some((column) => !unique.includes(column));
	if (ledger.pairs.length > 1 || beyond) return [...rows];
	const rest = new WithoutReplacement(pair.length > 0 ? model.pairFirst(pair) : model.sampler);
	const take = (row: number) => {
		if (pair.length > 0 && ledger.complete(row, 0)) rest.take(dna, row * width, pair.length);
		else if (unique.length > 0) rest.take(dna, row * width, unique.length);
	};
	for (const row of draft.decidedRows()) take(row);
	for (const [at, row] of rows.entries()) {
		for (let attempt = 0; ; attempt++) {
			// With several sections another one may hold what this one needs.
			if (rest.exhausted && sections > 1) return rows.slice(at);
			if (rest.exhausted) throw exhausted(draft, rows.length - at);
			if (attempt === RULE_PATIENCE) throw rulesTooTangled();
			rest.draw(random, dna, row * width);
			if (model.obeysDropped(dna, row * width) && !ledger.clashes(row)) break;
		}
		draft.place(row);
		take(row);
		if ((at & 0x3f) === 0 && pace.due) await pace.breathe(draft.done);
	}
	return [];
}

function exhausted(draft: Draft, missing: number): TesseraError {
	return new TesseraError({
		code: 'impossible',
		message: `Only ${draft.count - missing} different tokens are possible, not ${draft.count}.`,
		hint: 'Ask for fewer tokens, add traits, or relax a rule or strict pair.',
	});
}

function rulesTooTangled(): TesseraError {
	return new TesseraError({
		code: 'undecided',
		message: 'The rules depend on each other so much that no token obeying all of them was found.',
		hint: 'Remove some of the rules that concern the most layers.',
	});
}

/** Tokens that are settled before the weighted draws: specials, locks and pins. */
import type { Choice, Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { drawRows, type DrawTools } from './draw-rows.ts';
import type { Draft } from './draft.ts';
import { NONE } from './plan.ts';
import type { Random } from './random.ts';
import { SectionModel } from './section-model.ts';
import { sectionsOf, sectionSpace } from './section-space.ts';

/** Gives every special its row: the number it asks for, or one drawn among the rows that nothing asks for. */
export function placeSpecials(design: Design, draft: Draft, random: Random): void {
	const { specials, locks, firstNumber } = design.supply;
	for (const [index, special] of specials.entries()) {
		if (special.number === undefined) continue;
		const row = rowOf(design, special.number, `Special “${special.name}”`);
		if (draft.isDecided(row))
			throw invalid(`Two specials ask for token ${special.number}.`, 'Give one of them another number.');
		draft.makeSpecial(row, index);
	}
	const locked = new Set(locks.map((lock) => lock.number - firstNumber));
	const open = [...draft.special.keys()].filter((row) => !draft.isDecided(row) && !locked.has(row));
	random.shuffle(open);
	for (const [index, special] of specials.entries()) {
		if (special.number !== undefined) continue;
		const row = open.pop();
		if (row === undefined) {
			throw invalid(`There are more specials and locks than the ${draft.count} tokens.`, 'Ask for more tokens.');
		}
		draft.makeSpecial(row, index);
	}
}

/** Draws the locked tokens, then for every pin that no token has yet, one token that has it. */
export async function drawSettled(design: Design, rows: readonly number[], tools: DrawTools): Promise<void> {
	const { draft } = tools;
	const models = new Map<string, SectionModel>();
	const modelOf = (section: number, choices: readonly Choice[]) => {
		const key = JSON.stringify([section, choices]);
		const found = models.get(key) ?? new SectionModel(sectionSpace(design, section, choices), draft.unique);
		models.set(key, found);
		return found;
	};
	// The most closely settled first, so that a freer one does not take the only token they could be.
	const locks = design.supply.locks.toSorted((a, b) => b.choices.length - a.choices.length);
	for (const lock of locks) {
		const row = rowOf(design, lock.number, 'A lock');
		if (draft.isDecided(row)) {
			throw invalid(`Token ${lock.number} is locked twice, or is a special.`, 'Remove one of the two.');
		}
		await drawOne(modelOf(draft.section[row], lock.choices), row, `the lock of token ${lock.number}`, tools);
	}
	for (const pin of design.supply.pins.toSorted((a, b) => b.length - a.length)) {
		if (draft.decidedRows().some((row) => shows(design, draft, row, pin))) continue;
		const name = `the pin ${pin.map((choice) => choiceName(design, choice)).join(' + ')}`;
		const sections = [...sectionsOf(design).keys()].filter((section) => !isEmpty(modelOf, section, pin));
		const row = rows.find((candidate) => !draft.isDecided(candidate) && sections.includes(draft.section[candidate]));
		if (row === undefined) {
			const hint = 'Change the rules, or the choices that are fixed.';
			throw new TesseraError({ code: 'impossible', message: `No token can satisfy ${name}.`, hint });
		}
		await drawOne(modelOf(draft.section[row], pin), row, name, tools);
	}
}

function isEmpty(model: (section: number, pin: Choice[]) => SectionModel, section: number, pin: Choice[]): boolean {
	try {
		return model(section, pin).empty;
	} catch (thrown) {
		// This section lacks the layer or trait; another may have it.
		if (thrown instanceof TesseraError && thrown.problem.code === 'impossible') return true;
		throw thrown;
	}
}

async function drawOne(model: SectionModel, row: number, what: string, tools: DrawTools): Promise<void> {
	const hint = 'Change the rules, or the choices that are fixed.';
	if (model.empty) throw new TesseraError({ code: 'impossible', message: `No token can satisfy ${what}.`, hint });
	let open: number[];
	try {
		open = await drawRows(model, [row], tools);
	} catch (cause) {
		if (!(cause instanceof TesseraError) || cause.problem.code !== 'impossible') throw cause;
		open = [row];
	}
	if (open.length > 0) {
		const message = `Every token that satisfies ${what} is taken by another lock or pin.`;
		throw new TesseraError({ code: 'impossible', message, hint });
	}
	tools.draft.fixed[row] = 1;
}

function shows(design: Design, draft: Draft, row: number, pin: readonly Choice[]): boolean {
	return pin.every(({ layer, trait }) => {
		const column = design.layers.findIndex((candidate) => candidate.id === layer);
		if (column < 0) return false;
		const value = draft.dna[row * draft.width + column];
		return trait === null ? value === NONE : value !== NONE && design.layers[column].traits[value].id === trait;
	});
}

function choiceName(design: Design, { layer, trait }: Choice): string {
	const found = design.layers.find((candidate) => candidate.id === layer);
	const name = trait === null ? 'None' : (found?.traits.find((candidate) => candidate.id === trait)?.name ?? trait);
	return `“${found?.name ?? layer}: ${name}”`;
}

function rowOf(design: Design, number: number, what: string): number {
	const { firstNumber, count } = design.supply;
	const row = number - firstNumber;
	if (Number.isInteger(row) && row >= 0 && row < count) return row;
	throw invalid(`${what} asks for token ${number}, but the tokens are ${firstNumber} to ${firstNumber + count - 1}.`);
}

function invalid(message: string, hint?: string): TesseraError {
	return new TesseraError({ code: 'invalid-design', message, ...(hint === undefined ? {} : { hint }) });
}

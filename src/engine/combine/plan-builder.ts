/** Puts a Plan together from tokens that come from outside, checking each against the design. */
import type { Design } from '../design/design.ts';
import { TesseraError, type Problem } from '../errors.ts';
import { checkPlan } from './check-plan.ts';
import { NONE, PLAN_ALGORITHM, type Plan } from './plan.ts';

export interface OutsideToken {
	/** For messages: “row 7 (token 6)”. */
	place: string;
	number: number;
	section: number;
	/** 1 + index of the special, or 0. */
	special: number;
	/** DNA values per layer. */
	values: number[];
}

export interface ImportedPlan {
	plan: Plan;
	/** Rules, uniqueness and strict pairs that the tokens break. */
	problems: Problem[];
}

/** @throws TesseraError `bad-plan` if the numbers are not consecutive. Tokens may come in any order. */
export function buildPlan(design: Design, tokens: readonly OutsideToken[], algorithm = PLAN_ALGORITHM): ImportedPlan {
	if (tokens.length === 0) throw badPlan('The plan has no tokens.');
	const layers = design.layers.length;
	const firstNumber = tokens.reduce((least, { number }) => Math.min(least, number), Infinity);
	const plan: Plan = {
		algorithm,
		count: tokens.length,
		layers,
		dna: new Uint16Array(tokens.length * layers).fill(NONE),
		firstNumber,
		section: new Uint8Array(tokens.length),
		special: new Uint16Array(tokens.length),
	};
	const seen = new Uint8Array(tokens.length);
	for (const { place, number, section, special, values } of tokens) {
		const row = number - firstNumber;
		if (row >= tokens.length)
			throw badPlan(`${place}: token ${number} leaves a gap; the numbers must follow each other.`);
		if (seen[row] === 1) throw badPlan(`${place}: token ${number} occurs twice.`);
		seen[row] = 1;
		plan.dna.set(values, row * layers);
		plan.section[row] = section;
		plan.special[row] = special;
	}
	return { plan, problems: checkPlan(design, plan) };
}

/** The DNA value of a trait given by id or, if that is clear, by name; undefined if there is none. */
export function valueOf(design: Design, layer: number, text: string): number | undefined {
	const { traits } = design.layers[layer];
	const byId = traits.findIndex(({ id }) => id === text);
	if (byId >= 0) return byId;
	const byName = traits.flatMap(({ name }, value) => (name === text ? [value] : []));
	return byName.length === 1 ? byName[0] : undefined;
}

export function badPlan(message: string, hint?: string): TesseraError {
	return new TesseraError({ code: 'bad-plan', message, ...(hint === undefined ? {} : { hint }) });
}

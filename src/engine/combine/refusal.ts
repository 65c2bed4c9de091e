/** Refuses what cannot be, before anything is drawn, with what conflicts and what would be possible. */
import type { Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import type { Capacity } from './capacity.ts';
import { conflictingRules, ruleInWords } from './explain.ts';
import type { KeptModel } from './model-cache.ts';
import type { SectionModel } from './section-model.ts';
import { sectionsOf } from './section-space.ts';

/**
 * @param wanted ordinary tokens per section.
 * @returns per section, how many tokens more than wanted it could have at most.
 * @throws TesseraError `impossible`.
 */
export function refuseImpossible(design: Design, kept: readonly KeptModel[], wanted: readonly number[]): number[] {
	const spare = kept.map(({ model, capacity }, index) => {
		if (wanted[index] === 0) return Infinity;
		if (capacity === undefined) throw noToken(design, model);
		if (capacity.largest < wanted[index]) throw tooMany(design, index, wanted[index], capacity);
		return Number(capacity.largest) - wanted[index];
	});
	// Sections that choose among the same tokens share their number.
	const spaces = kept.map(({ model: { space } }) => JSON.stringify(space.columns.map(({ values }) => values)));
	for (const [index, key] of spaces.entries()) {
		const together = wanted.reduce((sum, count, other) => sum + (spaces[other] === key ? count : 0), 0);
		const room = spare[index] + wanted[index];
		const { capacity } = kept[index];
		if (together > room && capacity !== undefined) throw tooMany(design, undefined, together, capacity);
	}
	return spare;
}

function noToken(design: Design, model: SectionModel): TesseraError {
	const rules = conflictingRules(model.space);
	return new TesseraError({
		code: 'impossible',
		message: `No token can obey these rules together: ${rules.map((id) => ruleInWords(design, id)).join('; ')}.`,
		hint: 'Change or remove one of them.',
	});
}

function number(value: number | bigint): string {
	return value.toLocaleString('en');
}

function tooMany(design: Design, section: number | undefined, wanted: number, capacity: Capacity): TesseraError {
	const { name } = sectionsOf(design)[section ?? 0];
	const where = section === undefined || name === '' ? '' : ` in section “${name}”`;
	const active = design.strictPairs.filter((pair) => pair.active);
	const causes = capacity.pairs.map((pair) => {
		const layers = active[pair].layers.map((id) => design.layers.find((layer) => layer.id === id)?.name ?? id);
		return `strict pair “${layers.join(' × ')}”`;
	});
	const most = capacity.exact
		? `only ${number(capacity.largest)} are possible`
		: `at most ${number(capacity.largest)} are possible`;
	const because =
		causes.length > 0
			? ` because of ${causes.join(' and ')}; without, ${typeof capacity.possible === 'number' ? 'any number' : number(capacity.possible)}`
			: ' under the rules and uniqueness';
	return new TesseraError({
		code: 'impossible',
		message: `${number(wanted)} different tokens are asked for${where}, but ${most}${because}.`,
		hint: `Ask for ${number(capacity.largest)} or fewer, add traits, or relax what limits them.`,
		place: { field: 'supply.count' },
	});
}

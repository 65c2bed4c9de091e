/** What to say when a plan misses counts: refused if they were asked for, reported if they came from weights. */
import type { Design } from '../design/design.ts';
import { TesseraError, type Problem } from '../errors.ts';
import { countConflict, rulesAgainstWeights, type FreePart } from './count-conflict.ts';
import { nameOf, ruleInWords } from './explain.ts';
import type { Tally } from './tally.ts';
import type { Demand } from './trait-demands.ts';

/**
 * @returns one warning per weight that the counts differ from, with the rules that force it as far as they are proven.
 * @throws TesseraError `impossible` when a count that was asked for cannot be met, `undecided` when it was not found.
 */
export function missedDemands(design: Design, part: FreePart, demands: readonly Demand[], tally: Tally): Problem[] {
	const missed = tally.missed();
	if (missed.length === 0) return [];
	const asked = missed.filter(({ demand }) => demand.hard);
	if (asked.length > 0) {
		const names = asked.map(({ demand: { layer, value } }) => ({
			name: nameOf(design, layer, value),
			count: tally.count(layer, value),
		}));
		const hint = `The nearest that was found has ${names.map(({ name, count }) => `${name} ${count} times`).join(' and ')}.`;
		const message = countConflict(design, part, demands);
		if (message !== undefined) throw new TesseraError({ code: 'impossible', message, hint });
		throw new TesseraError({
			code: 'undecided',
			message: `No collection was found that meets the counts of ${names.map(({ name }) => name).join(', ')}; it is not proven that there is none.`,
			hint,
		});
	}
	const cause = rulesAgainstWeights(part, demands).map((id) => ruleInWords(design, id));
	return missed.map(({ demand: { layer, value, low }, miss }) => ({
		code: 'count-differs',
		severity: 'warning',
		message: `${nameOf(design, layer, value)} occurs ${low - miss} times; its weight asks for ${low}.`,
		hint:
			cause.length === 0
				? 'No collection nearer to the weights was found.'
				: `These rules force it: ${cause.join('; ')}.`,
		place: { layer: design.layers[layer].name },
	}));
}

/** The chance of every choice in a section, under its rules and with uniqueness aside. */
import { classChances } from './diagram-weights.ts';
import type { SectionModel } from './section-model.ts';

/** Per layer, per value of its column: the chance; they add up to 1 per layer unless nothing is possible. */
export function choiceChances(model: SectionModel): number[][] {
	const { diagram, weights } = model.sampler;
	const result: number[][] = model.space.columns.map(({ values }) => values.map(() => 0));
	for (const [depth, chances] of classChances(diagram, weights).entries()) {
		const { column, classes } = diagram.levels[depth];
		const place = new Map(model.space.columns[column].values.map((value, at) => [value, at]));
		for (const [option, { values, shares, share }] of classes.entries()) {
			for (const [at, value] of values.entries()) {
				result[column][place.get(value) ?? 0] = share > 0 ? (chances[option] * shares[at]) / share : 0;
			}
		}
	}
	return result;
}

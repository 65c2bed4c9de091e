/** Refuses counts that uniqueness or a strict pair leaves no room for: fewer different tokens show the choice than asked. */
import type { Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { countsAt } from './diagram-count.ts';
import { nameOf } from './explain.ts';
import { activePairs, uniqueColumns } from './ledger.ts';
import { NONE } from './plan.ts';
import type { SectionModel } from './section-model.ts';
import type { Demand } from './trait-demands.ts';

/** @throws TesseraError `impossible`, naming the choice and its true maximum. */
export function refuseScarce(design: Design, models: readonly SectionModel[], demands: readonly Demand[]): void {
	const unique = uniqueColumns(design);
	const pairs = activePairs(design);
	for (const { layer, value, low, hard } of demands) {
		if (!hard || low === 0) continue;
		const only = (column: number, other: number) => column !== layer || other === value;
		if (unique.includes(layer)) {
			const room = models.reduce(
				(sum, { sampler }) => sum + (countsAt(sampler.diagram, unique.length, only)[0] ?? 0n),
				0n,
			);
			if (room < low) throw scarce(design, layer, value, low, room, 'the rules and uniqueness');
		}
		for (const pair of pairs) {
			if (!pair.includes(layer) || value === NONE) continue;
			if (
				pair.some((column) =>
					models.some(({ space }) => column !== layer && space.columns[column].values.includes(NONE)),
				)
			) {
				continue;
			}
			const room = models.reduce((sum, model) => {
				const { diagram } = model.pairFirst(pair);
				return sum + (countsAt(diagram, pair.length, only)[0] ?? 0n);
			}, 0n);
			const names = pair.map((column) => design.layers[column].name).join(' × ');
			if (room < low) throw scarce(design, layer, value, low, room, `strict pair “${names}”`);
		}
	}
}

function scarce(design: Design, layer: number, value: number, low: number, room: bigint, cause: string): TesseraError {
	return new TesseraError({
		code: 'impossible',
		message: `${nameOf(design, layer, value)} is to occur ${low} times, but ${cause} leave${cause.startsWith('the') ? '' : 's'} room for at most ${room}.`,
		hint: `Ask for ${room} or fewer.`,
		place: { layer: design.layers[layer].name },
	});
}

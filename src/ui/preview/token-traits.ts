/** What a token of a plan wears. */
import { NONE } from '../../engine/combine/plan.ts';
import type { LayerId, Trait } from '../../engine/design/design.ts';
import type { Planned } from '../plan/plan-state.ts';

/** @param row of the plan. @returns by layer; undefined where it wears nothing */
export function tokenTraits({ plan, design }: Planned, row: number): Map<LayerId, Trait | undefined> {
	const dna = plan.dna.subarray(row * plan.layers);
	return new Map(
		design.layers.map((layer, index) => {
			const gene = dna[index] ?? NONE;
			return [layer.id, gene === NONE ? undefined : layer.traits[gene]];
		}),
	);
}

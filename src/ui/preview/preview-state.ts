/** Which token of the plan is being looked at. */
import { type Accessor, createContext, createMemo, createSignal, useContext } from 'solid-js';
import type { LayerId, Trait } from '../../engine/design/design.ts';
import { NONE } from '../../engine/combine/plan.ts';
import type { Planned } from '../plan/plan-state.ts';

export interface PreviewState {
	/** The plan's row that is shown: token number minus `firstNumber`. */
	readonly row: Accessor<number>;
	/** Row bounds are kept. */
	show(row: number): void;
	/** What the shown token wears in a layer. */
	traitOf(layer: LayerId): Trait | undefined;
}

export function createPreviewState(planned: Accessor<Planned | undefined>): PreviewState {
	const [wanted, setWanted] = createSignal(0);
	const lastRow = () => Math.max(0, (planned()?.plan.count ?? 1) - 1);
	const row = createMemo(() => Math.min(wanted(), lastRow()));
	const worn = createMemo(() => {
		const current = planned();
		if (current === undefined) return new Map<LayerId, Trait | undefined>();
		const { plan, design } = current;
		const dna = plan.dna.subarray(row() * plan.layers);
		return new Map(
			design.layers.map((layer, index) => {
				const gene = dna[index] ?? NONE;
				return [layer.id, gene === NONE ? undefined : layer.traits[gene]];
			}),
		);
	});
	return {
		row,
		show: (next) => setWanted(Math.max(0, Math.min(next, lastRow()))),
		traitOf: (layer) => worn().get(layer),
	};
}

const PreviewContext = createContext<PreviewState>();

export const PreviewProvider = PreviewContext.Provider;

export function usePreview(): PreviewState {
	const state = useContext(PreviewContext);
	if (state === undefined) throw new Error('usePreview outside of PreviewProvider');
	return state;
}

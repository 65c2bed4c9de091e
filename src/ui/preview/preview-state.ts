/** Which token of the plan is being looked at. */
import { type Accessor, createContext, createMemo, createSignal, useContext } from 'solid-js';
import type { LayerId, Trait } from '../../engine/design/design.ts';
import type { Planned } from '../plan/plan-state.ts';
import { tokenTraits } from './token-traits.ts';

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
		return current === undefined ? new Map<LayerId, Trait | undefined>() : tokenTraits(current, row());
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

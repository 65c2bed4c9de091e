/** Which token of which plan is being looked at. */
import { type Accessor, createContext, createMemo, createSignal, useContext } from 'solid-js';
import type { LayerId, Trait } from '../../engine/design/design.ts';
import { NONE, type Plan } from '../../engine/combine/plan.ts';
import type { Project } from '../project/project.ts';

export interface PreviewState {
	/** The plan's row that is shown: token number minus `firstNumber`. */
	readonly row: Accessor<number>;
	/** Row bounds are kept. */
	show(row: number): void;
	/** Trait index per layer of the shown token, NONE where it has none; empty without a plan. */
	readonly dna: Accessor<Uint16Array>;
	/** What the shown token wears in a layer. */
	traitOf(layer: LayerId): Trait | undefined;
}

/** The DNA of one row of a plan. */
export function dnaOf(plan: Plan, row: number): Uint16Array {
	return plan.dna.subarray(row * plan.layers, (row + 1) * plan.layers);
}

export function createPreviewState(project: Project, plan: Accessor<Plan | undefined>): PreviewState {
	const [wanted, setWanted] = createSignal(0);
	const row = createMemo(() => Math.min(wanted(), Math.max(0, (plan()?.count ?? 1) - 1)));
	const dna = createMemo(() => {
		const current = plan();
		// After an import the old plan may be shown for a moment; it says nothing about the new layers.
		if (current === undefined || current.layers !== project.design.layers.length) return new Uint16Array();
		return dnaOf(current, row());
	});
	const worn = createMemo(() => {
		const genes = dna();
		return new Map(
			project.design.layers.map((layer, index) => {
				const gene = genes[index] ?? NONE;
				return [layer.id, gene === NONE ? undefined : layer.traits[gene]];
			}),
		);
	});
	return {
		row,
		show: (next) => setWanted(Math.max(0, Math.min(next, (plan()?.count ?? 1) - 1))),
		dna,
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

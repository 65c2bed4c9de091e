/** Which layers make up a strict pair. A choice of two or more holds at once. */
import { For, createSignal, onMount, untrack } from 'solid-js';
import type { LayerId, StrictPair } from '../../engine/design/design.ts';
import { useProject } from '../project/project.ts';

export interface PairLayersProps {
	pair: StrictPair;
	onChange: (layers: LayerId[]) => void;
	onDone: () => void;
}

export function PairLayers(props: PairLayersProps) {
	const project = useProject();
	const [chosen, setChosen] = createSignal<readonly LayerId[]>(untrack(() => [...props.pair.layers]));
	let fields: HTMLFieldSetElement | undefined;
	onMount(() => fields?.querySelector('input')?.focus());
	const toggle = (id: LayerId, on: boolean) => {
		// In the order of the design, so that the pair reads the same however it was chosen.
		const next = project.design.layers
			.map((layer) => layer.id)
			.filter((layer) => (layer === id ? on : chosen().includes(layer)))
			.reverse();
		setChosen(next);
		if (next.length >= 2) props.onChange(next);
	};
	return (
		<fieldset ref={fields} class="pair-layers" onKeyDown={(event) => event.key === 'Escape' && props.onDone()}>
			<legend class="label">Layers of the pair</legend>
			<For each={[...project.design.layers].reverse()}>
				{(layer) => (
					<label class="check">
						<input
							type="checkbox"
							checked={chosen().includes(layer.id)}
							onChange={(event) => toggle(layer.id, event.currentTarget.checked)}
						/>
						{layer.name}
					</label>
				)}
			</For>
			<div class="rule-foot">
				<p class="field-hint" role="status">
					{chosen().length < 2 ? 'Choose two layers or more.' : 'The pair holds.'}
				</p>
				<button type="button" class="button" onClick={() => props.onDone()}>
					{chosen().length < 2 ? 'Close' : 'Done'}
				</button>
			</div>
		</fieldset>
	);
}

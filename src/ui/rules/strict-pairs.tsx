/** Sets of layers whose combination of traits may occur only once, each with the most tokens that it leaves. */
import { Index, Show, createSignal } from 'solid-js';
import type { StrictPair } from '../../engine/design/design.ts';
import { formatCount, formatHuge } from '../controls/format.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { putStrictPair, removeStrictPair } from '../project/edit-rules.ts';
import { useProject } from '../project/project.ts';
import { PairLayers } from './pair-layers.tsx';

export function StrictPairs() {
	const project = useProject();
	const planning = usePlan();
	/** The pair whose layers are being chosen; one that is not in the design yet is new. */
	const [open, setOpen] = createSignal<string>();
	const pairs = () => project.design.strictPairs;
	const isNew = () => open() !== undefined && !pairs().some(({ id }) => id === open());
	let addButton: HTMLButtonElement | undefined;

	const name = ({ layers }: StrictPair) =>
		layers
			.map((id) => project.design.layers.find((layer) => layer.id === id)?.name ?? 'a layer that is gone')
			.join(' × ');
	const limit = (pair: StrictPair) => (pair.active ? planning.analysis()?.pairs[pair.id] : undefined);
	const close = () => {
		setOpen(undefined);
		addButton?.focus();
	};
	return (
		<section class="strict-pairs" aria-labelledby="strict-pairs-title">
			<div class="strict-head">
				<h2 id="strict-pairs-title">Strict pairs</h2>
				<button
					ref={addButton}
					type="button"
					class="button plain"
					disabled={project.design.layers.length < 2}
					onClick={() => setOpen(crypto.randomUUID())}
				>
					Add strict pair
				</button>
			</div>
			<p class="soft strict-hint">
				Two or more layers whose combination occurs only once in the whole collection. A combination with a None in it
				does not count.
			</p>
			<ul>
				<Index each={pairs()}>
					{(pair) => (
						<li class="strict-pair">
							<div class="strict-row">
								<label class="check">
									<input
										type="checkbox"
										checked={pair().active}
										onChange={(event) =>
											project.edit(putStrictPair({ ...pair(), active: event.currentTarget.checked }))
										}
									/>
									<b>{name(pair())}</b>
								</label>
								<IconButton
									icon="sliders"
									label={`Choose layers of ${name(pair())}`}
									hint="Choose its layers"
									onClick={() => setOpen(open() === pair().id ? undefined : pair().id)}
								/>
								<IconButton
									icon="close"
									label={`Remove strict pair ${name(pair())}`}
									hint="Remove this strict pair"
									onClick={() => {
										project.edit(removeStrictPair(pair().id));
										close();
									}}
								/>
							</div>
							<Show when={pair().active} fallback={<p class="field-hint">Not applied.</p>}>
								<Show when={limit(pair())}>
									{(found) => (
										<p class="field-hint">
											{found().exact ? 'Leaves exactly ' : 'Leaves at most '}
											<b>{found().largest === Infinity ? 'any number of' : formatHuge(BigInt(found().largest))}</b>{' '}
											tokens.
											<Show when={found().largest < project.design.supply.count}>
												<span class="field-error"> {formatCount(project.design.supply.count)} are asked for.</span>
											</Show>
										</p>
									)}
								</Show>
							</Show>
							<Show when={open() === pair().id}>
								<PairLayers
									pair={pair()}
									onChange={(layers) => project.edit(putStrictPair({ ...pair(), layers }))}
									onDone={close}
								/>
							</Show>
						</li>
					)}
				</Index>
			</ul>
			<Show when={isNew() && open()} keyed>
				{(id) => (
					<PairLayers
						pair={{ id, layers: [], active: true }}
						onChange={(layers) => project.edit(putStrictPair({ id, layers, active: true }))}
						onDone={close}
					/>
				)}
			</Show>
		</section>
	);
}

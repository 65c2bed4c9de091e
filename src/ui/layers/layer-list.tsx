/** The layers of the collection, front at the top, each opening to its settings and traits. */
import { For, Match, type Setter, Show, Switch, createMemo, createSignal } from 'solid-js';
import { VList } from 'virtua/solid';
import type { LayerId, TraitId } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';
import { moveLayer } from '../project/edit-layers.ts';
import { useProject } from '../project/project.ts';
import { layerOdds } from '../project/trait-share.ts';
import type { DropEdge } from './drag-layer.ts';
import { createLayerItems } from './layer-items.ts';
import { LayerRow } from './layer-row.tsx';
import { LayerSettings } from './layer-settings.tsx';
import { TraitRow } from './trait-row.tsx';

/** Which layers are open, and of which traits the counts and tags show; kept while another tab is looked at. */
export interface LayerListProps {
	open: ReadonlySet<LayerId>;
	onOpen: Setter<ReadonlySet<LayerId>>;
	details: ReadonlySet<TraitId>;
	onDetails: Setter<ReadonlySet<TraitId>>;
}

/** The set with an entry put in, or taken out if it was there. */
function toggled(id: string): (before: ReadonlySet<string>) => ReadonlySet<string> {
	return (before) => {
		const next = new Set(before);
		if (!next.delete(id)) next.add(id);
		return next;
	};
}

export function LayerList(props: LayerListProps) {
	const project = useProject();
	const layers = () => project.design.layers;
	const [announcement, setAnnouncement] = createSignal('');
	const itemsOf = createLayerItems();
	const items = createMemo(() => itemsOf(layers(), props.open));
	// Summed once per edit, however many rows show a share.
	const odds = createMemo(() => {
		const { count } = project.design.supply;
		return new Map(layers().map((layer) => [layer.id, layerOdds(layer, count)]));
	});
	const traitCount = () => layers().reduce((sum, layer) => sum + layer.traits.length, 0);
	const allOpen = () => layers().length > 0 && layers().every((layer) => props.open.has(layer.id));
	const position = (id: LayerId) => layers().findIndex((layer) => layer.id === id);

	const move = (id: LayerId, to: number) => {
		if (to < 0 || to >= layers().length) return;
		const focused = document.activeElement;
		project.edit(moveLayer(id, to));
		// Moving the row's element in the document takes the focus away; a keyboard user needs it back.
		if (focused instanceof HTMLElement) focused.focus();
		setAnnouncement(
			`${layers()[to]?.name ?? 'Layer'} is now ${layers().length - to} of ${layers().length} from the front.`,
		);
	};
	const drop = (dragged: LayerId, target: LayerId, edge: DropEdge) => {
		// The list shows the front first, so "above" is one place further from the back.
		const wanted = position(target) + (edge === 'above' ? 1 : 0);
		move(dragged, position(dragged) < wanted ? wanted - 1 : wanted);
	};

	return (
		<>
			<div class="panel-line">
				<p class="soft">
					<Show when={layers().length > 0} fallback="None yet">
						{formatCount(layers().length)} with {formatCount(traitCount())} traits · top is front
					</Show>
				</p>
				<button
					type="button"
					class="button plain"
					disabled={layers().length === 0}
					onClick={() => props.onOpen(allOpen() ? new Set<LayerId>() : new Set(layers().map((layer) => layer.id)))}
				>
					{allOpen() ? 'Close all' : 'Open all'}
				</button>
			</div>
			<p class="visually-hidden" aria-live="polite">
				{announcement()}
			</p>
			<Show
				when={layers().length > 0}
				fallback={
					<div class="layers-empty" aria-hidden="true">
						<For each={[1, 2, 3, 4]}>{() => <span />}</For>
					</div>
				}
			>
				<VList data={items()} class="layers-list" bufferSize={400}>
					{(item) => (
						<Switch>
							<Match when={item.kind === 'layer' && item.layer}>
								{(layer) => (
									<LayerRow
										layer={layer()}
										open={props.open.has(layer().id)}
										onToggle={() => props.onOpen(toggled(layer().id))}
										onShift={(places) => move(layer().id, position(layer().id) + places)}
										onDrop={(dragged, edge) => drop(dragged, layer().id, edge)}
									/>
								)}
							</Match>
							<Match when={item.kind === 'settings' && item.layer}>
								{(layer) => <LayerSettings layer={layer()} />}
							</Match>
							<Match when={item.kind === 'trait' && item}>
								{(row) => (
									<TraitRow
										layer={row().layer}
										trait={row().trait}
										odds={odds().get(row().layer.id) ?? layerOdds(row().layer, project.design.supply.count)}
										open={props.details.has(row().trait.id)}
										onToggle={() => props.onDetails(toggled(row().trait.id))}
									/>
								)}
							</Match>
						</Switch>
					)}
				</VList>
			</Show>
		</>
	);
}

/** The head of one layer: opens it, shows what the previewed token wears in it, moves it by drag or by keys. */
import { Show, createSignal, onCleanup, onMount } from 'solid-js';
import type { Layer, LayerId } from '../../engine/design/design.ts';
import { formatShare } from '../controls/format.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { usePreview } from '../preview/preview-state.ts';
import { Thumbnail } from '../preview/thumbnail.tsx';
import { useProject } from '../project/project.ts';
import { type DropEdge, makeLayerDraggable } from './drag-layer.ts';
import { operatorName } from './operator-names.ts';

export interface LayerRowProps {
	layer: Layer;
	open: boolean;
	onToggle: () => void;
	/** Moves the layer by that many places towards the front, or towards the back if negative. */
	onShift: (places: number) => void;
	/** Another layer was dropped on this row. */
	onDrop: (dragged: LayerId, edge: DropEdge) => void;
}

export function LayerRow(props: LayerRowProps) {
	const project = useProject();
	const preview = usePreview();
	const [edge, setEdge] = createSignal<DropEdge>();
	const [dragging, setDragging] = createSignal(false);
	let row: HTMLDivElement | undefined;
	let grip: HTMLSpanElement | undefined;
	const worn = () => preview.traitOf(props.layer.id);
	const index = () => project.design.layers.findIndex((layer) => layer.id === props.layer.id);

	onMount(() => {
		if (row === undefined || grip === undefined) return;
		const drag = { row, grip, layer: props.layer.id, onEdge: setEdge, onDragging: setDragging };
		onCleanup(makeLayerDraggable({ ...drag, onDrop: (dragged, at) => props.onDrop(dragged, at) }));
	});

	const keys = (event: KeyboardEvent) => {
		if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
		event.preventDefault();
		props.onShift(event.key === 'ArrowUp' ? 1 : -1);
	};

	return (
		<div
			ref={row}
			class="layer-row"
			classList={{ open: props.open, dragging: dragging() }}
			data-edge={edge()}
			data-layer={props.layer.id}
			onKeyDown={keys}
		>
			<span ref={grip} class="grip" aria-hidden="true">
				<Icon name="grip" />
			</span>
			<button type="button" class="layer-head" aria-expanded={props.open} onClick={() => props.onToggle()}>
				<Icon name="chevron" />
				<Thumbnail parts={worn()?.parts ?? []} />
				<span class="layer-names">
					<span class="layer-name">{props.layer.name}</span>
					<span class="soft layer-worn">
						{worn()?.name ?? 'None'}
						<span class="visually-hidden"> in the preview</span>
					</span>
				</span>
			</button>
			<span class="layer-badges">
				<Show when={props.layer.blend !== 'source-over'}>
					<span class="badge">{operatorName(props.layer.blend)}</span>
				</Show>
				<Show when={props.layer.none}>
					{(none) => (
						<span class="badge" title="Share of tokens without this layer">
							∅ {formatShare(none().share)}
						</span>
					)}
				</Show>
				<Show when={props.layer.traits.length > 0} fallback={<span class="badge caution">no traits</span>}>
					<span class="badge" title="Traits">
						{props.layer.traits.length}
					</span>
				</Show>
			</span>
			<span class="layer-moves">
				<IconButton
					icon="up"
					label={`Move ${props.layer.name} up`}
					hint="Move towards the front (Alt ↑)"
					disabled={index() === project.design.layers.length - 1}
					onClick={() => props.onShift(1)}
				/>
				<IconButton
					icon="down"
					label={`Move ${props.layer.name} down`}
					hint="Move towards the back (Alt ↓)"
					disabled={index() === 0}
					onClick={() => props.onShift(-1)}
				/>
			</span>
		</div>
	);
}

/** Drag and drop of layer rows. The same moves exist as buttons and keys; this is only the pointer's way. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { LayerId } from '../../engine/design/design.ts';

/** Which side of the row under the pointer the dragged layer would land on. */
export type DropEdge = 'above' | 'below';

export interface LayerDrag {
	row: HTMLElement;
	/** Where a drag must begin. */
	grip: HTMLElement;
	layer: LayerId;
	onDragging: (dragging: boolean) => void;
	/** The edge to mark, or nothing. */
	onEdge: (edge: DropEdge | undefined) => void;
	onDrop: (dragged: LayerId, edge: DropEdge) => void;
}

function edgeAt(row: HTMLElement, pointerY: number): DropEdge {
	const box = row.getBoundingClientRect();
	return pointerY < box.top + box.height / 2 ? 'above' : 'below';
}

/** @returns what takes the listeners away again */
export function makeLayerDraggable(drag: LayerDrag): () => void {
	return combine(
		draggable({
			element: drag.row,
			dragHandle: drag.grip,
			getInitialData: () => ({ layer: drag.layer }),
			onDragStart: () => drag.onDragging(true),
			onDrop: () => drag.onDragging(false),
		}),
		dropTargetForElements({
			element: drag.row,
			canDrop: ({ source }) => typeof source.data['layer'] === 'string' && source.data['layer'] !== drag.layer,
			onDrag: ({ location }) => drag.onEdge(edgeAt(drag.row, location.current.input.clientY)),
			onDragLeave: () => drag.onEdge(undefined),
			onDrop: ({ source, location }) => {
				drag.onEdge(undefined);
				const dragged = source.data['layer'];
				if (typeof dragged === 'string') drag.onDrop(dragged, edgeAt(drag.row, location.current.input.clientY));
			},
		}),
	);
}

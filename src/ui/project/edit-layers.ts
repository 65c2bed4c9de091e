/** Edits of layers. Each returns a `DesignEdit`, to be given to `project.edit`. */
import type { Layer, LayerId } from '../../engine/design/design.ts';
import type { DesignEdit } from './project.ts';

/** Settings of a layer that are changed one at a time. */
export type LayerSettings = Pick<Layer, 'name' | 'blend' | 'opacity' | 'unique' | 'inMetadata'>;

function withLayer(id: LayerId, change: (layer: Layer) => void): DesignEdit {
	return (design) => {
		const layer = design.layers.find((candidate) => candidate.id === id);
		if (layer !== undefined) change(layer);
	};
}

export function changeLayer(id: LayerId, settings: Partial<LayerSettings>): DesignEdit {
	return withLayer(id, (layer) => Object.assign(layer, settings));
}

/** @param share 0 to 1; 0 takes the choice None away. */
export function setNoneShare(id: LayerId, share: number): DesignEdit {
	return withLayer(id, (layer) => {
		if (share === 0 && layer.none?.count === undefined) delete layer.none;
		else if (layer.none === undefined) layer.none = { share };
		else layer.none.share = share;
	});
}

/** @param count exact number of tokens without the layer; undefined returns to the share. */
export function setNoneCount(id: LayerId, count: number | undefined): DesignEdit {
	return withLayer(id, (layer) => {
		if (count === undefined) delete layer.none?.count;
		else layer.none = { ...(layer.none ?? { share: 0 }), count };
		// Neither share nor count: the layer is never empty.
		if (layer.none?.share === 0 && layer.none.count === undefined) delete layer.none;
	});
}

/** Moves a layer to position `to` (0 = back) among all layers. */
export function moveLayer(id: LayerId, to: number): DesignEdit {
	return (design) => {
		const from = design.layers.findIndex((layer) => layer.id === id);
		if (from < 0) return;
		const [layer] = design.layers.splice(from, 1);
		if (layer !== undefined) design.layers.splice(Math.max(0, Math.min(to, design.layers.length)), 0, layer);
	};
}

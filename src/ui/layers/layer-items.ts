/** The rows of the layers panel, flat, for the virtual list: a layer, and if it is open its settings and its traits. */
import type { Layer, Trait } from '../../engine/design/design.ts';

export type LayerItem =
	| { kind: 'layer'; layer: Layer }
	| { kind: 'settings'; layer: Layer }
	| { kind: 'trait'; layer: Layer; trait: Trait };

/** The list keeps a row mounted, with its focus, as long as its item is the same object: so items are made once. */
export function createLayerItems(): (layers: readonly Layer[], open: ReadonlySet<string>) => LayerItem[] {
	const rows = new WeakMap<object, LayerItem>();
	const settings = new WeakMap<object, LayerItem>();
	const once = (cache: WeakMap<object, LayerItem>, key: object, make: () => LayerItem): LayerItem => {
		const known = cache.get(key);
		if (known !== undefined) return known;
		const item = make();
		cache.set(key, item);
		return item;
	};
	return (layers, open) =>
		// Front first: the order of the list is what lies over what.
		[...layers].reverse().flatMap((layer) => {
			const head = once(rows, layer, () => ({ kind: 'layer', layer }));
			if (!open.has(layer.id)) return [head];
			return [
				head,
				once(settings, layer, () => ({ kind: 'settings', layer })),
				...layer.traits.map((trait) => once(rows, trait, () => ({ kind: 'trait', layer, trait }))),
			];
		});
}

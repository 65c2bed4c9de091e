import type { Choice, Design, Layer, LayerId, Selector, Trait } from './design.ts';

/** Looks up what references in a design mean. */
export class DesignIndex {
	private readonly layers = new Map<LayerId, { layer: Layer; traits: Map<string, Trait> }>();
	private readonly tags = new Set<string>();

	constructor(design: Design) {
		for (const layer of design.layers) {
			this.layers.set(layer.id, { layer, traits: new Map(layer.traits.map((trait) => [trait.id, trait])) });
			for (const trait of layer.traits) for (const tag of trait.tags) this.tags.add(tag);
		}
	}

	hasLayer(id: LayerId): boolean {
		return this.layers.has(id);
	}

	/** What a selector names and the design does not have, for a person; `undefined` if all is there. */
	missing(selector: Selector): string | undefined {
		if (selector.kind === 'tag') {
			if (selector.layer !== undefined && !this.hasLayer(selector.layer)) return `the layer ${selector.layer}`;
			return this.tags.has(selector.tag) ? undefined : `the tag “${selector.tag}”`;
		}
		if (!this.hasLayer(selector.layer)) return `the layer ${selector.layer}`;
		return selector.kind === 'trait' ? this.missingTrait(selector.layer, selector.trait) : undefined;
	}

	/** The same for the choices of locks and pins. */
	missingChoice({ layer, trait }: Choice): string | undefined {
		if (!this.hasLayer(layer)) return `the layer ${layer}`;
		return trait === null ? undefined : this.missingTrait(layer, trait);
	}

	private missingTrait(layer: LayerId, trait: string): string | undefined {
		const entry = this.layers.get(layer);
		return entry?.traits.has(trait) ? undefined : `the trait ${trait} of layer “${entry?.layer.name ?? layer}”`;
	}
}

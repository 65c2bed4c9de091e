/** Layers as a convention reads them, before they get ids and a place in the design. */
import type { Operator } from '../design/operators.ts';
import type { LoadedImage } from './load-images.ts';

export interface PartDraft {
	image: LoadedImage;
	z?: number;
	/** Upper left corner on the output, pixels. */
	x?: number;
	y?: number;
	blend?: Operator;
	opacity?: number;
}

export interface TraitDraft {
	name: string;
	weight: number;
	parts: PartDraft[];
	/** Where they differ from the layer's name and the trait's. */
	attributes?: { traitType: string; value: string }[];
}

export interface LayerDraft {
	name: string;
	traits: TraitDraft[];
	/** Weight of "no trait", on the scale of the traits' weights. */
	noneWeight: number;
}

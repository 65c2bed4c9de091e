/**
 * The Design: everything that decides a collection, as plain JSON plus assets by content hash. It names nothing by file
 * name or length: layers and traits have stable ids, assets their SHA-256. `schema.ts` validates and migrates it at every
 * entrance; nothing else may construct one from untrusted data.
 */
import type { Operator } from './operators.ts';

export const DESIGN_VERSION = 1;

export type LayerId = string;
export type TraitId = string;
/** SHA-256 of the asset's file bytes, lower-case hex. */
export type AssetHash = string;

export interface Design {
	version: typeof DESIGN_VERSION;
	name: string;
	description: string;
	output: OutputSettings;
	background: Background;
	/** Back to front. */
	layers: Layer[];
	rules: Rule[];
	strictPairs: StrictPair[];
	supply: Supply;
	metadata: MetadataSettings;
	/** Any text; equal text gives the equal collection. */
	seed: string;
	/** Every asset that a trait uses. */
	assets: Record<AssetHash, Asset>;
}

export type ImageFormat = 'png' | 'webp' | 'jpeg' | 'avif';
export type Fit = 'stretch' | 'contain' | 'cover' | 'none';
export type Resampling = 'smooth' | 'pixelated';

export interface OutputSettings {
	/** Pixels, 1 to 16,384 each. */
	width: number;
	height: number;
	format: ImageFormat;
	/** 0 to 1, for the lossy formats. */
	quality: number;
	/** How an asset whose size differs from the output is placed. */
	fit: Fit;
	resampling: Resampling;
}

/** `#rrggbb` or `#rrggbbaa`, lower-case. */
export type Color = string;

export type Background =
	| { kind: 'none' }
	| { kind: 'color'; color: Color }
	/** One colour per token, drawn by weight from the token's own random stream; not part of the DNA. */
	| { kind: 'palette'; colors: { color: Color; weight: number }[] };

export interface Layer {
	id: LayerId;
	name: string;
	/** The `trait_type` in metadata where it differs from the name. */
	attribute?: string;
	/** Whether the layer may stay empty, and how often. */
	none?: NoneOption;
	/** Used by every part that does not say otherwise. */
	blend: Operator;
	/** 0 to 1, multiplied with the part's own. */
	opacity: number;
	/** Whether the layer's trait counts for uniqueness. */
	unique: boolean;
	/** Whether the layer appears in metadata. */
	inMetadata: boolean;
	/** Layer-wide z-offset; 0 means "by layer order". See `draw-list.ts` for how z orders parts. */
	z?: number;
	traits: Trait[];
}

/** The choice "no trait" of a layer. It has a weight like a trait, or a share of all draws. */
export interface NoneOption {
	/** Share of tokens in which the layer is empty, 0 to 1. The traits divide the rest by their weights. */
	share: number;
	/** Exact number of tokens, instead of the share. */
	count?: number;
	/** Value to put into metadata; absent: the attribute is left out. */
	value?: string;
}

export interface Trait {
	id: TraitId;
	name: string;
	/** Any decimal ≥ 0. Relative to the other traits of the layer. 0: only when a rule, pin or lock demands it. */
	weight: number;
	/** Exact number of tokens; takes the trait out of the weighting. */
	count?: number;
	minCount?: number;
	maxCount?: number;
	/** What is drawn. Usually one part; several when one trait draws behind and in front; none for a named nothing. */
	parts: TraitPart[];
	tags: string[];
	/** Metadata attributes where they differ from `{layer.attribute ?? layer.name: name}`; an empty list hides the trait. */
	attributes?: { traitType: string; value: string }[];
}

export interface TraitPart {
	asset: AssetHash;
	/** z-offset; parts with z ≠ 0 are ordered among all parts of the token. See `draw-list.ts`. */
	z?: number;
	blend?: Operator;
	/** 0 to 1. */
	opacity?: number;
	/** Pixel offset of the placed asset, output pixels (hashlips-lab `__x__y`). */
	x?: number;
	y?: number;
}

export interface Asset {
	/** The file name it came with; for messages and the asset list only. */
	name: string;
	/** MIME type by content. */
	type: string;
	/** File size in bytes. */
	bytes: number;
	/** Pixels as decoded; absent for SVG without intrinsic size. */
	width?: number;
	height?: number;
}

/** What a rule's side matches: a trait, any trait of a layer with the tag, any trait with the tag, the whole layer, or its None. */
export type Selector =
	| { kind: 'trait'; layer: LayerId; trait: TraitId }
	| { kind: 'tag'; tag: string; layer?: LayerId }
	| { kind: 'layer'; layer: LayerId }
	| { kind: 'none'; layer: LayerId };

export type Rule =
	/** If `when` matches, nothing of `targets` may be in the same token (both directions follow). */
	| { id: string; kind: 'excludes'; when: Selector; targets: Selector[]; note?: string }
	/** If `when` matches, at least one (`any`) or every one (`all`) of `targets` must be in the token. */
	| { id: string; kind: 'requires'; when: Selector; targets: Selector[]; match: 'any' | 'all'; note?: string }
	/** If `when` matches, `layer` may show only what one of `allow` matches. */
	| { id: string; kind: 'allows'; when: Selector; layer: LayerId; allow: Selector[]; note?: string }
	/** If `when` matches, all parts of `layer` move by `z` or directly above/below another layer. No effect on what is drawn. */
	| { id: string; kind: 'order'; when: Selector; layer: LayerId; place: 'above' | 'below'; of: LayerId; note?: string };

/** A set of ≥ 2 layers whose tuple of traits may occur only once; a tuple with a None in it does not count. */
export interface StrictPair {
	id: string;
	layers: LayerId[];
	active: boolean;
}

export interface Supply {
	/** Number of tokens. */
	count: number;
	/** Number of the first token; 0 or 1 in most standards. */
	firstNumber: number;
	/** `weights`: each token is a weighted draw. `exact`: weights become counts by largest remainder. */
	distribution: 'weights' | 'exact';
	/** Renumber the tokens by a shuffle derived from the seed. */
	shuffle: boolean;
	/** In token order; together they make up `count`. Empty: one section of everything. */
	sections: Section[];
	/** 1/1 tokens. */
	specials: Special[];
	/** Tokens whose traits are fixed, wholly or in part. */
	locks: Lock[];
	/** Combinations that must occur in some token. */
	pins: Choice[][];
}

export interface Section {
	id: string;
	name: string;
	count: number;
	/** Layers in this section, back to front; absent: all of the design, in its order. */
	layers?: LayerId[];
	/** Weights that differ here. */
	weights?: Record<TraitId, number>;
	/** None shares that differ here. */
	none?: Record<LayerId, number>;
}

export interface Special {
	id: string;
	name: string;
	asset: AssetHash;
	/** Token number; absent: drawn from the seed. */
	number?: number;
	attributes: { traitType: string; value: string }[];
}

/** One layer's choice: a trait, or `null` for None. */
export interface Choice {
	layer: LayerId;
	trait: TraitId | null;
}

export interface Lock {
	/** Token number. */
	number: number;
	choices: Choice[];
}

export interface MetadataSettings {
	/** Token name; `{name}` collection, `{number}`, `{section}`. */
	nameTemplate: string;
	/** Token description; same placeholders. */
	descriptionTemplate: string;
	/** Image URI; `{file}` the image's file name, `{number}`, `{base}`. */
	imageTemplate: string;
	/** `{base}` in the template, e.g. `ipfs://…`. */
	baseUri: string;
	externalUrl?: string;
	/** Added to every token as they are. */
	extra?: Record<string, string | number | boolean>;
}

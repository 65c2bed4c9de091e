/**
 * What is drawn for a token, bottom to top.
 *
 * 1. A 1/1 (special) token draws its own image and nothing else, not even the background.
 * 2. The background colour comes first. A palette's colour is drawn by weight from a hash of the seed and the token's
 *    number; it is not part of the DNA.
 * 3. Then every part of every trait that the token's DNA names, ordered by
 *    a. z: the part's own, else its layer's, else 0. Numbers below 0 are behind everything that has none, the other layers
 *       included, numbers above 0 before it: z is global, as in nftchef's art engine, and 0 means "where its layer is";
 *    b. the layer's position in the token's section (`section.layers`, else the design's order);
 *    c. the part's position in its trait.
 * 4. Then the `order` rules, in the order in which they are listed: where `when` matches, all parts of `layer` are taken out
 *    and put, in the order they had, directly above the topmost (or below the lowest) part of the layer `of`, whatever
 *    their z. If either draws nothing in this token, nothing moves.
 *
 * Operator: the part's blend mode, else the layer's. Opacity: the layer's times the part's. A part that cannot change the
 * picture (opacity 0 under an operator that keeps its backdrop) is left out.
 */
import { NONE, type Plan } from '../combine/plan.ts';
import { backgroundColorIndex } from './background-color.ts';
import type { AssetHash, Color, Design } from './design.ts';
import { OPERATORS, keepsBackdropWhereEmpty } from './operators.ts';
import { type TokenMatch, compileSelector } from './token-match.ts';

const FULL_OPACITY = 0xffff;
const PLAIN = OPERATORS.indexOf('source-over') | (FULL_OPACITY << 8);

/** One distinct output-sized raster. */
export type DrawSource =
	/** The asset placed by `output.fit`, then moved by x, y output pixels. */
	{ kind: 'asset'; asset: AssetHash; x: number; y: number } | { kind: 'solid'; color: Color };

interface Part {
	source: number;
	paint: number;
	z: number;
}

interface OrderRule {
	matches: TokenMatch;
	layer: number;
	above: boolean;
	of: number;
}

export class DrawList {
	/** Every distinct raster that any token can use: background, traits in design order, specials. Positions are stable. */
	readonly sources: readonly DrawSource[];
	/** Most operations that `opsFor` can return. */
	readonly maxOps: number;

	private readonly design: Design;
	private readonly background: { sources: number[]; weights: number[] };
	/** By layer (design order) and trait. */
	private readonly parts: Part[][][];
	private readonly specials: number[];
	/** Per section: the design's layer indices, back to front. */
	private readonly stacks: number[][];
	private readonly orderRules: OrderRule[];
	// The token being built: its entries as they came, `place` being the design's layer index, and their order.
	private readonly source: Int32Array;
	private readonly paint: Int32Array;
	private readonly z: Float64Array;
	private readonly place: Int32Array;
	private readonly order: Int32Array;
	/** Scratch for `move`. */
	private readonly moved: Int32Array;

	constructor(design: Design) {
		const sources = new SourceTable();
		this.design = design;
		const { background } = design;
		const colors =
			background.kind === 'none'
				? []
				: background.kind === 'color'
					? [{ color: background.color, weight: 1 }]
					: background.colors;
		this.background = {
			sources: colors.map(({ color }) => sources.add({ kind: 'solid', color })),
			weights: colors.map(({ weight }) => weight),
		};
		this.parts = design.layers.map((layer) =>
			layer.traits.map((trait) =>
				trait.parts
					.map((part) => {
						const operator = part.blend ?? layer.blend;
						const opacity = Math.round(layer.opacity * (part.opacity ?? 1) * FULL_OPACITY);
						if (opacity === 0 && keepsBackdropWhereEmpty(operator)) return undefined;
						const { asset, x = 0, y = 0 } = part;
						return {
							source: sources.add({ kind: 'asset', asset, x, y }),
							paint: OPERATORS.indexOf(operator) | (opacity << 8),
							z: part.z ?? layer.z ?? 0,
						};
					})
					.filter((part) => part !== undefined),
			),
		);
		this.specials = design.supply.specials.map(({ asset }) => sources.add({ kind: 'asset', asset, x: 0, y: 0 }));
		this.sources = sources.list;
		const index = new Map(design.layers.map((layer, i) => [layer.id, i]));
		const all = design.layers.map((_, i) => i);
		this.stacks = design.supply.sections.map(
			({ layers }) => layers?.map((id) => index.get(id)).filter((i) => i !== undefined) ?? all,
		);
		if (this.stacks.length === 0) this.stacks.push(all);
		this.orderRules = design.rules.flatMap((rule) => {
			if (rule.kind !== 'order') return [];
			const matches = compileSelector(design, rule.when);
			const layer = index.get(rule.layer) ?? NONE;
			return [{ matches, layer, above: rule.place === 'above', of: index.get(rule.of) ?? NONE }];
		});
		const most = this.parts.map((traits) => Math.max(0, ...traits.map((parts) => parts.length)));
		this.maxOps = 1 + most.reduce((sum, n) => sum + n, 0);
		this.source = new Int32Array(this.maxOps);
		this.paint = new Int32Array(this.maxOps);
		this.z = new Float64Array(this.maxOps);
		this.place = new Int32Array(this.maxOps);
		this.order = new Int32Array(this.maxOps);
		this.moved = new Int32Array(this.maxOps);
	}

	/**
	 * The operations of the plan's row `token`, bottom to top: pairs of an index into `sources` and a paint, which is
	 * `operator | opacity << 8` as in `TileBatch` (operator 0 to 25, opacity 0 to 65,535).
	 * @param out takes the pairs; at least `2 × maxOps` long
	 * @returns number of operations (pairs)
	 */
	opsFor(plan: Plan, token: number, out: Int32Array): number {
		const special = plan.special[token];
		if (special > 0) {
			out[0] = this.specials[special - 1];
			out[1] = PLAIN;
			return 1;
		}
		const base = token * plan.layers;
		let count = 0;
		for (const layer of this.stacks[plan.section[token]]) {
			const trait = plan.dna[base + layer];
			if (trait === NONE) continue;
			const parts = this.parts[layer][trait];
			for (let i = 0; i < parts.length; i++) this.insertByZ(count++, parts[i], layer);
		}
		for (const rule of this.orderRules) {
			if (rule.layer !== rule.of && rule.matches(plan.dna, base)) this.move(count, rule);
		}
		let ops = 0;
		const { sources, weights } = this.background;
		if (sources.length > 0) {
			const number = plan.firstNumber + token;
			const color = sources.length === 1 ? 0 : backgroundColorIndex(this.design.seed, number, weights);
			out[0] = sources[color];
			out[1] = PLAIN;
			ops = 1;
		}
		for (let i = 0; i < count; i++, ops++) {
			out[ops * 2] = this.source[this.order[i]];
			out[ops * 2 + 1] = this.paint[this.order[i]];
		}
		return ops;
	}

	/** Insertion sort: an entry goes behind all that have its z or less, so equal ones keep the order they came in. */
	private insertByZ(count: number, part: Part, layer: number): void {
		let at = count;
		for (; at > 0 && this.z[this.order[at - 1]] > part.z; at--) this.order[at] = this.order[at - 1];
		this.order[at] = count;
		this.source[count] = part.source;
		this.paint[count] = part.paint;
		this.z[count] = part.z;
		this.place[count] = layer;
	}

	/** Takes the parts of `rule.layer` out of the order and puts them back next to those of `rule.of`. */
	private move(count: number, rule: OrderRule): void {
		const { order, place, moved } = this;
		let anchor = -1;
		for (let i = 0; i < count; i++) {
			if (place[order[i]] === rule.of && (rule.above || anchor < 0)) anchor = order[i];
		}
		if (anchor < 0) return;
		let to = 0;
		for (let i = 0; i < count; i++) {
			const entry = order[i];
			if (place[entry] === rule.layer) continue;
			if (entry === anchor && rule.above) moved[to++] = anchor;
			if (entry === anchor) {
				for (let k = 0; k < count; k++) if (place[order[k]] === rule.layer) moved[to++] = order[k];
			}
			if (entry !== anchor || !rule.above) moved[to++] = entry;
		}
		order.set(moved);
	}
}

/** Numbers sources in the order in which they first come, each distinct one once. */
class SourceTable {
	readonly list: DrawSource[] = [];
	private readonly numbers = new Map<string, number>();

	add(source: DrawSource): number {
		const key = source.kind === 'solid' ? source.color : `${source.asset} ${source.x} ${source.y}`;
		let number = this.numbers.get(key);
		if (number === undefined) {
			number = this.list.push(source) - 1;
			this.numbers.set(key, number);
		}
		return number;
	}
}

/**
 * Which PNG colour type a whole collection can be stored in without losing a bit: palette where every pixel is one of at
 * most 256 known colours, RGB where every pixel of every token is provably opaque, else RGBA. Decided from the whole plan
 * and not from a range of it, so that shards of one collection agree.
 */
import type { Plan } from '../combine/plan.ts';
import type { DrawList } from '../design/draw-list.ts';
import { OPERATORS, keepsOpaque } from '../design/operators.ts';
import type { PixelFormat } from '../png/pixel-format.ts';
import { MAX_PALETTE } from './source-colors.ts';

const SOURCE_OVER = OPERATORS.indexOf('source-over');
const COPY = OPERATORS.indexOf('copy');
const FULL_OPACITY = 0xffff;

/** What the workers found in one source. */
export interface SourceFacts {
	/** One bit per tile of the image; set where the source fills the tile opaquely. Bands one after another, word-aligned. */
	opaque: Uint32Array;
	/** Its colours, if it can be part of a palette. */
	colors: Uint32Array | undefined;
}

/**
 * @param used the sources that the plan's tokens are made of (`usedSources`)
 * @param allTiles a mask like `SourceFacts.opaque` with a bit for every tile
 */
export function collectionFormat(
	drawList: DrawList,
	plan: Plan,
	used: readonly number[],
	facts: readonly SourceFacts[],
	allTiles: Uint32Array,
): PixelFormat {
	const ops = new Int32Array(drawList.maxOps * 2);
	const covered = new Uint32Array(allTiles.length);
	let opaque = true;
	let unblended = true;
	for (let token = 0; token < plan.count && (opaque || unblended); token++) {
		const count = drawList.opsFor(plan, token, ops);
		covered.fill(0);
		for (let i = 0; i < count; i++) {
			const source = ops[2 * i];
			const paint = ops[2 * i + 1];
			const operator = paint & 0xff;
			const plain = operator === SOURCE_OVER && paint >>> 8 === FULL_OPACITY;
			unblended &&= plain;
			if (plain) for (let w = 0; w < covered.length; w++) covered[w] |= facts[source].opaque[w];
			else if (operator === COPY || !keepsOpaque(OPERATORS[operator])) covered.fill(0);
		}
		opaque &&= covered.every((word, w) => word === allTiles[w]);
	}
	const colors = unblended ? paletteOf(used, facts, !opaque) : undefined;
	if (colors !== undefined) return { kind: 'palette', colors };
	return { kind: opaque ? 'rgb' : 'rgba' };
}

/** All colours together, in ascending order, or `undefined` if they are too many. */
function paletteOf(
	used: readonly number[],
	facts: readonly SourceFacts[],
	withTransparent: boolean,
): Uint32Array | undefined {
	const colors = new Set<number>(withTransparent ? [0] : []);
	for (const source of used) {
		const own = facts[source].colors;
		if (own === undefined) return undefined;
		for (const color of own) if (color !== 0 || withTransparent) colors.add(color);
		if (colors.size > MAX_PALETTE) return undefined;
	}
	return Uint32Array.from(colors).sort();
}

/** A few rules, so that a newcomer sees what rules do to rarity. */
import type { Layer, Rule } from '../design/design.ts';

const LONG_ARMS = 'long arms';

/** Tags the gestures whose arms reach above the head. */
export function tagLongArms(layers: readonly Layer[]): void {
	for (const trait of layers.find(({ id }) => id === 'gesture')?.traits ?? []) {
		if (/Long Arms?$/.test(trait.name)) trait.tags.push(LONG_ARMS);
	}
}

/** @throws Error when the sample no longer has the traits that the rules name */
export function sampleRules(layers: readonly Layer[]): Rule[] {
	const trait = (layer: string, name: string) => {
		const found = layers.find(({ id }) => id === layer)?.traits.find((t) => t.name === name);
		if (found === undefined) throw new Error(`the sample has no ${layer} “${name}”`);
		return { kind: 'trait' as const, layer, trait: found.id };
	};
	return [
		{
			id: 'gold-leaf-gesture',
			kind: 'requires',
			when: trait('background', 'Gold Leaf'),
			targets: [{ kind: 'layer', layer: 'gesture' }],
			match: 'any',
			note: 'Gold leaf is for those who wave.',
		},
		{
			id: 'hat-arms',
			kind: 'excludes',
			when: trait('hair', 'Hair Hat'),
			targets: [{ kind: 'tag', tag: LONG_ARMS, layer: 'gesture' }],
			note: 'Long arms would cover the hat.',
		},
	];
}

/** Rules as sentences that a person would say. Names are kept apart from the words around them, to be set in bold. */
import type { Design, LayerId, Rule, Selector } from '../../engine/design/design.ts';
import { unreachable } from '../../engine/errors.ts';

/** Plain text, or the name of something in the design. */
export type Word = string | { name: string };

const NEVER = ' is never ';

type Layers = Pick<Design, 'layers'>;

function layerName({ layers }: Layers, id: LayerId): Word {
	return { name: layers.find((layer) => layer.id === id)?.name ?? 'a layer that is gone' };
}

/** What is said of the layer: “is Hair Hat”, “is tagged long arms”. */
function predicate({ layers }: Layers, selector: Selector): Word[] {
	switch (selector.kind) {
		case 'trait': {
			const traits = layers.find(({ id }) => id === selector.layer)?.traits ?? [];
			return [{ name: traits.find(({ id }) => id === selector.trait)?.name ?? 'a trait that is gone' }];
		}
		case 'tag':
			return ['tagged ', { name: selector.tag }];
		case 'layer':
			return ['not None'];
		case 'none':
			return ['None'];
		default:
			return unreachable(selector);
	}
}

function subject(design: Layers, selector: Selector): Word {
	return selector.layer === undefined ? 'any trait' : layerName(design, selector.layer);
}

/** “Hair is Hair Hat”, “Gesture is not None”. */
function condition(design: Layers, selector: Selector): Word[] {
	return [subject(design, selector), ' is ', ...predicate(design, selector)];
}

function join(parts: Word[][], word: string): Word[] {
	return parts.flatMap((part, index) => {
		if (index === 0) return part;
		return [index === parts.length - 1 ? ` ${word} ` : ', ', ...part];
	});
}

/** Selectors of one layer, one after another, share its name: “Gesture is Wave or Point”. */
function byLayer(design: Layers, selectors: readonly Selector[], verb: string, word: string): Word[] {
	const groups: Selector[][] = [];
	for (const selector of selectors) {
		const last = groups.at(-1);
		if (last !== undefined && last[0].layer === selector.layer) last.push(selector);
		else groups.push([selector]);
	}
	const said = groups.map((group) => {
		// “Is never not None” is what nobody would say.
		if (verb === NEVER && group.some(({ kind }) => kind === 'layer'))
			return [subject(design, group[0]), ' is always None'];
		const predicates = group.map((selector) => predicate(design, selector));
		return [subject(design, group[0]), verb, ...join(predicates, 'or')];
	});
	return join(said, word);
}

/** “If Hair is Hair Hat, then Gesture is never tagged long arms.” */
export function ruleWords(design: Layers, rule: Rule): Word[] {
	const start: Word[] = ['If ', ...condition(design, rule.when), ', then '];
	switch (rule.kind) {
		case 'excludes':
			return [...start, ...byLayer(design, rule.targets, NEVER, 'and'), '.'];
		case 'requires': {
			if (rule.match === 'any') return [...start, ...byLayer(design, rule.targets, ' is ', 'or'), '.'];
			return [
				...start,
				...join(
					rule.targets.map((target) => [subject(design, target), ' is ', ...predicate(design, target)]),
					'and',
				),
				'.',
			];
		}
		case 'allows': {
			const allowed = rule.allow.map((selector) => predicate(design, selector));
			return [...start, layerName(design, rule.layer), ' is only ', ...join(allowed, 'or'), '.'];
		}
		case 'order':
			return [
				...start,
				layerName(design, rule.layer),
				` is drawn ${rule.place === 'above' ? 'in front of' : 'behind'} `,
				layerName(design, rule.of),
				'.',
			];
		default:
			return unreachable(rule);
	}
}

export function ruleSentence(design: Layers, rule: Rule): string {
	return ruleWords(design, rule)
		.map((word) => (typeof word === 'string' ? word : word.name))
		.join('');
}

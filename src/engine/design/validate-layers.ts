import { NONE } from '../combine/plan.ts';
import type { Problem } from '../errors.ts';
import type { Design, Layer } from './design.ts';

/** Layers, traits and their images. */
export function validateLayers(design: Design): Problem[] {
	const problems: Problem[] = [];
	if (design.layers.length === 0) {
		problems.push({
			code: 'no-layers',
			severity: 'error',
			message: 'The collection has no layers.',
			hint: 'Drop a folder of trait images, or add a layer.',
			place: { field: 'layers' },
		});
	}
	problems.push(...duplicateIds(design.layers, 'layers', 'layer'));
	for (const layer of design.layers) {
		problems.push(...duplicateIds(layer.traits, `layers.${layer.id}.traits`, 'trait'));
		problems.push(...choices(layer), ...images(design, layer));
	}
	return problems;
}

/** Ids stand for things in rules and plans, so two things must not share one. */
export function duplicateIds(items: readonly { id: string }[], field: string, what: string): Problem[] {
	const seen = new Set<string>();
	return items.flatMap(({ id }) => {
		if (!seen.has(id)) {
			seen.add(id);
			return [];
		}
		return [
			{
				code: 'duplicate-id',
				severity: 'error' as const,
				message: `Two ${what}s have the id “${id}”.`,
				hint: 'Remove one of them.',
				place: { field },
			},
		];
	});
}

function choices(layer: Layer): Problem[] {
	const place = { layer: layer.name };
	const say = (code: string, message: string, hint: string): Problem[] => [
		{ code, severity: 'error', message, hint, place },
	];
	if (layer.traits.length === 0) {
		return say('empty-layer', `Layer “${layer.name}” has no traits.`, 'Add images to it, or remove the layer.');
	}
	if (layer.traits.length >= NONE) {
		const most = (NONE - 1).toLocaleString('en');
		return say('too-many-traits', `Layer “${layer.name}” has more than ${most} traits.`, 'Divide it.');
	}
	const counted =
		(layer.none?.count ?? 0) > 0 || layer.traits.some(({ count = 0, minCount = 0 }) => count + minCount > 0);
	const weighted = layer.traits.some(({ weight, count }) => count === undefined && weight > 0);
	if (!weighted && !counted && (layer.none?.share ?? 0) === 0) {
		const hint = 'Give at least one trait a weight above 0.';
		return say('weights-all-zero', `In layer “${layer.name}” every trait weighs 0, so none can be chosen.`, hint);
	}
	return layer.traits.flatMap(({ name, minCount = 0, maxCount = Infinity }) =>
		minCount > maxCount
			? say(
					'counts-contradict',
					`“${name}” in layer “${layer.name}” must occur at least ${minCount} times, but at most ${maxCount}.`,
					'Change one of the two numbers.',
				)
			: [],
	);
}

function images(design: Design, layer: Layer): Problem[] {
	return layer.traits
		.filter(({ parts }) => parts.some(({ asset }) => !Object.hasOwn(design.assets, asset)))
		.map((trait) => ({
			code: 'asset-missing',
			severity: 'error',
			message: `The image of “${trait.name}” in layer “${layer.name}” is not in the project.`,
			hint: 'Add the image again, or remove the trait.',
			place: { layer: layer.name, trait: trait.name },
		}));
}

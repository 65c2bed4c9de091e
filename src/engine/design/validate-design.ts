import { type Problem, TesseraError } from '../errors.ts';
import { checkImageSize } from '../raster/image-limits.ts';
import type { Design, Rule, Selector } from './design.ts';
import { DesignIndex } from './design-index.ts';
import { duplicateIds, validateLayers } from './validate-layers.ts';
import { validateSupply } from './validate-supply.ts';

/** WebP stores a side in 14 bits (RFC 9649 2.7). */
const MAX_WEBP_SIDE = 16_383;

/**
 * Whether the parts of a design fit together: sizes, weights, ids, references, numbers. Empty: a plan can be tried. Whether
 * the rules leave enough combinations is the combination engine's to say.
 */
export function validateDesign(design: Design): Problem[] {
	const index = new DesignIndex(design);
	return [
		...validateOutput(design),
		...validateLayers(design),
		...validateSupply(design, index),
		...duplicateIds(design.rules, 'rules', 'rule'),
		...design.rules.flatMap((rule) => validateRule(rule, index)),
		...duplicateIds(design.strictPairs, 'strictPairs', 'strict pair'),
		...validateStrictPairs(design, index),
	];
}

function validateOutput({ output, background }: Design): Problem[] {
	const problems: Problem[] = [];
	const say = (code: string, field: string, message: string, hint: string) =>
		problems.push({ code, severity: 'error', message, hint, place: { field } });
	const { width, height, format } = output;
	try {
		checkImageSize(width, height, 'output');
	} catch (thrown) {
		if (!(thrown instanceof TesseraError)) throw thrown;
		say(
			'bad-output-size',
			'output',
			`The output is ${width} × ${height} pixels.`,
			'Each side can be 1 to 16,384 pixels.',
		);
	}
	if (format === 'webp' && Math.max(width, height) > MAX_WEBP_SIDE) {
		const message = `WebP images have at most ${MAX_WEBP_SIDE} pixels a side, the output ${Math.max(width, height)}.`;
		say('bad-output-size', 'output', message, 'Choose PNG, or a smaller size.');
	}
	if (background.kind === 'palette' && !background.colors.some(({ weight }) => weight > 0)) {
		const message = 'The background palette has no colour with a weight above 0.';
		say('empty-palette', 'background', message, 'Add a colour, or choose another background.');
	}
	return problems;
}

function validateRule(rule: Rule, index: DesignIndex): Problem[] {
	const selectors = [rule.when];
	if (rule.kind === 'allows') selectors.push(layerSelector(rule.layer), ...rule.allow);
	else if (rule.kind === 'order') selectors.push(layerSelector(rule.layer), layerSelector(rule.of));
	else selectors.push(...rule.targets);
	const missing = selectors.map((selector) => index.missing(selector)).find((what) => what !== undefined);
	if (missing === undefined) return [];
	return [
		{
			code: 'missing-reference',
			severity: 'error',
			message: `A rule (“${rule.note ?? rule.kind}”) names ${missing}, which the design does not have.`,
			hint: 'Change or remove the rule.',
			place: { field: `rules.${rule.id}` },
		},
	];
}

function layerSelector(layer: string): Selector {
	return { kind: 'layer', layer };
}

function validateStrictPairs({ strictPairs }: Design, index: DesignIndex): Problem[] {
	return strictPairs
		.filter(
			({ layers }) =>
				layers.length < 2 || new Set(layers).size < layers.length || !layers.every((id) => index.hasLayer(id)),
		)
		.map(({ id }) => ({
			code: 'bad-strict-pair',
			severity: 'error',
			message: 'A strict pair needs two or more different layers that the design has.',
			hint: 'Choose its layers again, or remove it.',
			place: { field: `strictPairs.${id}` },
		}));
}

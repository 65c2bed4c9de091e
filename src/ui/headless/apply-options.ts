import type { Design, Layer } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import type { HeadlessGenerateOptions } from './headless-options.ts';

/** @throws TesseraError `unknown-layer`, when a name is no layer's or is missing */
function reorder(layers: Layer[], order: string[]): Layer[] {
	const names = layers.map((layer) => `“${layer.name}”`).join(', ');
	const hint = `Name all layers, back to front: ${names}.`;
	const ordered = order.map((name) => {
		const layer = layers.find((candidate) => candidate.name === name);
		if (layer !== undefined) return layer;
		throw new TesseraError({ code: 'unknown-layer', message: `There is no layer “${name}”.`, hint });
	});
	const left = layers.find((layer) => !ordered.includes(layer));
	if (left !== undefined) {
		throw new TesseraError({ code: 'unknown-layer', message: `The order leaves out layer “${left.name}”.`, hint });
	}
	if (ordered.length > layers.length) {
		throw new TesseraError({ code: 'unknown-layer', message: 'The order names a layer twice.', hint });
	}
	return ordered;
}

type DesignOptions = Pick<HeadlessGenerateOptions, 'order' | 'count' | 'size' | 'seed' | 'format'>;

/**
 * The design with what the command line wants otherwise.
 * @throws TesseraError `unknown-layer`
 */
export function applyOptions(design: Design, { order, count, size, seed, format }: DesignOptions): Design {
	return {
		...design,
		...(order === undefined ? {} : { layers: reorder(design.layers, order) }),
		...(seed === undefined ? {} : { seed }),
		output: { ...design.output, ...size, ...(format === undefined ? {} : { format }) },
		supply: { ...design.supply, ...(count === undefined ? {} : { count }) },
	};
}

/**
 * The token numbers that a run has to write.
 * @throws TesseraError `range-outside`
 */
export function tokenRange(
	{ firstNumber, count }: { firstNumber: number; count: number },
	range: HeadlessGenerateOptions['range'],
): { first: number; last: number } {
	const whole = { first: firstNumber, last: firstNumber + count - 1 };
	const chosen = range ?? whole;
	if (chosen.first < whole.first || chosen.last > whole.last) {
		throw new TesseraError({
			code: 'range-outside',
			message: `Tokens ${chosen.first} to ${chosen.last} are not all in the collection, which has ${whole.first} to ${whole.last}.`,
			hint: 'Change --range, or give the --count of the whole collection.',
		});
	}
	return chosen;
}

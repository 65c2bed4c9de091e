/** One pixel through the kernel alone, without the shortcuts of whole tiles. */
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { compositeLayer, resolve } from '../../../src/gpu/reference/composite.ts';
import { foldOpacity } from '../../../src/gpu/reference/fixed.ts';
import { packed, type StackLayer } from './random-stacks.ts';

/** The pixel as u32, red lowest. */
export function kernelComposite(layers: readonly StackLayer[]): number {
	const acc = new Int32Array(4);
	for (const { rgba, operator, opacity } of layers) {
		compositeLayer(acc, OPERATORS.indexOf(operator), packed(rgba), foldOpacity(rgba[3], opacity));
	}
	return resolve(acc);
}

/** One pixel through the kernel alone, without the shortcuts of whole tiles. */
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import { compositeLayer, resolve } from '../../../src/gpu/reference/composite.ts';
import { foldOpacity } from '../../../src/gpu/reference/fixed.ts';
import type { StackLayer } from './random-stacks.ts';

/** The pixel as u32, red lowest. */
export function kernelComposite(layers: readonly StackLayer[]): number {
	const acc = new Int32Array(4);
	for (const { rgba, operator, opacity } of layers) {
		const [r, g, b, a] = rgba;
		compositeLayer(acc, OPERATORS.indexOf(operator), r, g, b, foldOpacity(a, opacity));
	}
	const out = new Uint32Array(1);
	resolve(acc, out, 0);
	return out[0];
}

/** Random stacks for the compositing tests, from a seed, so that a failure can be repeated. */
import { OPERATORS, type Operator } from '../../../src/engine/design/operators.ts';

export interface StackLayer {
	rgba: [number, number, number, number];
	operator: Operator;
	/** 0 to 65,535. */
	opacity: number;
}

/** Where rounding, saturation and the special cases of the formulas sit. */
export const EDGE_BYTES = [0, 1, 2, 127, 128, 254, 255];
export const EDGE_OPACITIES = [0, 1, 257, 32768, 65534, 65535];

/** Numbers from 0 to `below - 1`; Mulberry32. */
export function randomIntegers(seed: number): (below: number) => number {
	let state = seed | 0;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
	};
}

/**
 * One to 15 layers; the topmost has the given operator, the others any, in half of the stacks mostly source-over (others
 * erase too often for deep mixes). `edges`: mostly values from the lists above.
 */
export function randomStack(random: (below: number) => number, operator: Operator, edges: boolean): StackLayer[] {
	const byte = (): number => (edges && random(10) < 7 ? EDGE_BYTES[random(EDGE_BYTES.length)] : random(256));
	const plain = random(2) === 0;
	return Array.from({ length: 1 + random(15) }, (_, layer) => ({
		rgba: [byte(), byte(), byte(), byte()] as [number, number, number, number],
		operator: layer === 0 ? operator : plain && random(4) > 0 ? 'source-over' : OPERATORS[random(OPERATORS.length)],
		opacity: random(10) < 4 ? 65535 : edges ? EDGE_OPACITIES[random(EDGE_OPACITIES.length)] : random(65536),
	})).reverse();
}

/** Settings of the PNG encoder for a run. They depend on design and plan alone, so that every shard and device agrees. */
import type { Plan } from '../combine/plan.ts';

/** More samples give better tables, each costs the encoding of its distinct tiles twice. */
const MOST_SAMPLES = 12;
const TOKENS_PER_SAMPLE = 25;

/** Plan rows from which the Huffman tables are made, spread evenly over the whole plan. */
export function sampleRows(plan: Plan): number[] {
	const samples = Math.max(1, Math.min(MOST_SAMPLES, Math.round(plan.count / TOKENS_PER_SAMPLE)));
	return Array.from({ length: samples }, (_, i) => Math.floor(((i + 0.5) * plan.count) / samples));
}

/** Each tile is encoded once and used often: the more tokens, the more effort pays. */
export function encodeEffort(plan: Plan): 0 | 1 | 2 | 3 {
	return plan.count < 100 ? 0 : 1;
}

/** Design + seed → Plan. */
import type { Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';
import { NONE, PLAN_ALGORITHM, type Plan } from './plan.ts';
import { Random } from './random.ts';
import { RowTable } from './row-table.ts';

export interface PlanOptions {
	/** Ends the work with the signal's reason. */
	signal?: AbortSignal;
	/** Tokens decided so far. */
	onProgress?(done: number, total: number): void;
	/** Milliseconds that a search for a hard combination of demands may take; 10 seconds if absent. */
	deadlineMs?: number;
}

/**
 * Decides every token of the collection.
 * @throws TesseraError `impossible` when the demands contradict each other, with what conflicts and what is possible;
 *   `invalid-design` when a layer can show nothing.
 */
export async function makePlan(design: Design, options: PlanOptions = {}): Promise<Plan> {
	const { count, firstNumber } = design.supply;
	const layers = design.layers.length;
	const dna = new Uint16Array(count * layers).fill(NONE);
	const unique = design.layers.flatMap((layer, index) => (layer.unique ? [index] : []));
	const table = new RowTable(dna, layers, unique, count);
	const random = new Random(design.seed, 'draw');
	const cumulative = design.layers.map((layer) => {
		let sum = 0;
		const share = layer.none?.share ?? 0;
		const total = layer.traits.reduce((all, trait) => all + trait.weight, 0);
		const sums = layer.traits.map((trait) => (sum += total > 0 ? (trait.weight / total) * (1 - share) : 0));
		if (!(sum > 0) && layer.none === undefined) {
			throw new TesseraError({
				code: 'invalid-design',
				message: `Layer “${layer.name}” has no trait with a weight above 0.`,
				hint: 'Give one of its traits a weight, or let the layer stay empty.',
				place: { layer: layer.name },
			});
		}
		return sums;
	});
	for (let row = 0; row < count; row++) {
		for (let attempt = 0; ; attempt++) {
			for (let layer = 0; layer < layers; layer++) {
				const u = random.unit() * (design.layers[layer].none === undefined ? (cumulative[layer].at(-1) ?? 0) : 1);
				const index = cumulative[layer].findIndex((sum) => u < sum);
				dna[row * layers + layer] = index < 0 ? NONE : index;
			}
			if (unique.length === 0 || table.find(row) < 0) break;
			if (attempt === 10000) {
				throw new TesseraError({
					code: 'impossible',
					message: `Only ${row} different tokens were found, not ${count}.`,
					hint: 'Ask for fewer tokens or add traits.',
				});
			}
		}
		table.add(row);
		if ((row & 0xfff) === 0xfff) {
			options.signal?.throwIfAborted();
			options.onProgress?.(row + 1, count);
			await new Promise((resume) => setTimeout(resume));
		}
	}
	return {
		algorithm: PLAN_ALGORITHM,
		count,
		layers,
		dna,
		firstNumber,
		section: new Uint8Array(count),
		special: new Uint16Array(count),
	};
}

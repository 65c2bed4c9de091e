/** Weighted choice in constant time (Walker's alias method, Vose 1991). The bias of a choice is below 2^-50. */
import type { Random } from './random.ts';

export class AliasTable {
	private readonly keep: Float64Array;
	private readonly alias: Int32Array;

	/** @param weights positive, at least one. */
	constructor(weights: readonly number[]) {
		const size = weights.length;
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		const scaled = weights.map((weight) => (weight / total) * size);
		this.keep = new Float64Array(size).fill(1);
		this.alias = Int32Array.from({ length: size }, (_, index) => index);
		const small = [...scaled.keys()].filter((index) => scaled[index] < 1);
		const large = [...scaled.keys()].filter((index) => scaled[index] >= 1);
		for (let low = small.pop(), high = large.pop(); low !== undefined && high !== undefined; low = small.pop()) {
			this.keep[low] = scaled[low];
			this.alias[low] = high;
			scaled[high] -= 1 - scaled[low];
			if (scaled[high] >= 1) continue;
			small.push(high);
			high = large.pop();
		}
	}

	/** An index of `weights`, each with its share. */
	draw(random: Random): number {
		if (this.keep.length === 1) return 0;
		const at = random.unit() * this.keep.length;
		const index = Math.floor(at);
		return at - index < this.keep[index] ? index : this.alias[index];
	}
}

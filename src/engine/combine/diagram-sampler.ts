/** Draws tokens from a diagram, each with its weight under the rules; no draw can run into a dead end. */
import { AliasTable } from './alias-table.ts';
import type { Diagram } from './diagram.ts';
import type { Weights } from './diagram-weights.ts';
import type { Random } from './random.ts';

export class DiagramSampler {
	readonly diagram: Diagram;
	readonly weights: Weights;
	/** Per depth and class. */
	private readonly aliases: AliasTable[][];
	private readonly shares: number[][];

	constructor(diagram: Diagram, weights: Weights) {
		this.diagram = diagram;
		this.weights = weights;
		this.aliases = diagram.levels.map(({ classes }) => classes.map(({ shares }) => new AliasTable(shares)));
		this.shares = diagram.levels.map(({ classes }) => classes.map(({ share }) => share));
	}

	/**
	 * Writes the columns from `depth` on of one token.
	 * @param node where the path stands at `depth`. @param base index in `dna` of the token's first column.
	 */
	draw(random: Random, dna: Uint16Array, base: number, depth = 0, node = 0): void {
		const { levels } = this.diagram;
		const { completions } = this.weights;
		for (let at = depth; at < levels.length; at++) {
			const { children, column, classes } = levels[at];
			const below = completions[at + 1];
			const shares = this.shares[at];
			const width = shares.length;
			let chosen = -1;
			if (width === 1) chosen = 0;
			else {
				let sum = 0;
				for (let option = 0; option < width; option++) {
					const child = children[node * width + option];
					if (child >= 0) sum += shares[option] * below[child];
				}
				let left = random.unit() * sum;
				for (let option = 0; option < width && !(left < 0); option++) {
					const child = children[node * width + option];
					if (child < 0) continue;
					chosen = option;
					left -= shares[option] * below[child];
				}
			}
			dna[base + column] = classes[chosen].values[this.aliases[at][chosen].draw(random)];
			node = children[node * width + chosen];
		}
	}
}

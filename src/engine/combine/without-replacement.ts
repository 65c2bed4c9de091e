/**
 * Draws without replacement, to the very last token: a trie over the diagram of the beginnings that are taken. Each trie
 * node holds the weight of what is left below it, always summed anew from its children and never by subtraction, so an
 * exhausted part weighs exactly 0 and no accuracy is lost near the end. A draw has the exact chance
 * "weight of the token / weight of all tokens left".
 */
import type { DiagramSampler } from './diagram-sampler.ts';
import type { Random } from './random.ts';

/** The choices of one depth, class by class. */
interface Choices {
	values: number[];
	shares: Float64Array;
	classes: Int32Array;
	/** DNA value → index in `values`. */
	at: Map<number, number>;
}

const NOTHING = -1;

function wider<T extends Int32Array | Float64Array>(from: T, to: T): T {
	to.set(from);
	return to;
}

export class WithoutReplacement {
	private readonly sampler: DiagramSampler;
	private readonly choices: Choices[];
	// The trie, one entry per node; node 0 is the beginning of no columns.
	private size = 1;
	private diagramNode = new Int32Array(1024);
	private firstChild = new Int32Array(1024).fill(NOTHING);
	private nextSibling = new Int32Array(1024).fill(NOTHING);
	private choice = new Int32Array(1024);
	private rest = new Float64Array(1024);
	/** Scratch: weight left per choice, and trie child per choice. */
	private readonly left: Float64Array;
	private readonly child: Int32Array;
	private readonly path: Int32Array;

	constructor(sampler: DiagramSampler) {
		this.sampler = sampler;
		const { levels } = sampler.diagram;
		this.choices = levels.map(({ classes }) => {
			const values = classes.flatMap((option) => option.values);
			return {
				values,
				shares: Float64Array.from(classes.flatMap((option) => option.shares)),
				classes: Int32Array.from(classes.flatMap((option, index) => option.values.map(() => index))),
				at: new Map(values.map((value, index) => [value, index])),
			};
		});
		const widest = Math.max(1, ...this.choices.map(({ values }) => values.length));
		this.left = new Float64Array(widest);
		this.child = new Int32Array(widest);
		this.path = new Int32Array(levels.length + 1);
		this.rest[0] = sampler.weights.completions[0][0] ?? 0;
	}

	/** Whether nothing is left to draw. */
	get exhausted(): boolean {
		return !(this.rest[0] > 0);
	}

	/** Writes a token that is not taken. It stays drawable until it is taken. */
	draw(random: Random, dna: Uint16Array, base: number): void {
		const { levels } = this.sampler.diagram;
		let node = 0;
		for (let depth = 0; depth < levels.length; depth++) {
			const { values, classes } = this.choices[depth];
			let left = random.unit() * this.weigh(node, depth);
			let chosen = NOTHING;
			for (let at = 0; at < values.length && !(left < 0); at++) {
				if (!(this.left[at] > 0)) continue;
				chosen = at;
				left -= this.left[at];
			}
			const { children, classes: options, column } = levels[depth];
			dna[base + column] = values[chosen];
			const below = children[this.diagramNode[node] * options.length + classes[chosen]];
			if (this.child[chosen] === NOTHING) {
				this.sampler.draw(random, dna, base, depth + 1, below);
				return;
			}
			node = this.child[chosen];
		}
	}

	/** Takes every token that begins with the first `depth` columns of this one. No effect if the diagram has none. */
	take(dna: Uint16Array, base: number, depth: number): void {
		this.setRest(dna, base, depth, true);
	}

	/** Gives back what `take` took for the same columns. */
	giveBack(dna: Uint16Array, base: number, depth: number): void {
		this.setRest(dna, base, depth, false);
	}

	private setRest(dna: Uint16Array, base: number, depth: number, taken: boolean): void {
		const { levels } = this.sampler.diagram;
		this.path[0] = 0;
		for (let at = 0; at < depth; at++) {
			const choice = this.choices[at].at.get(dna[base + levels[at].column]);
			if (choice === undefined) return;
			const node = this.enter(this.path[at], at, choice);
			if (node === NOTHING) return;
			this.path[at + 1] = node;
		}
		const last = this.path[depth];
		this.rest[last] = taken ? 0 : this.sampler.weights.completions[depth][this.diagramNode[last]];
		for (let at = depth - 1; at >= 0; at--) {
			this.rest[this.path[at]] = this.weigh(this.path[at], at) * this.sampler.weights.scales[at];
		}
	}

	/** Fills the scratch arrays for one trie node. @returns the sum. */
	private weigh(node: number, depth: number): number {
		const { shares, classes } = this.choices[depth];
		const { children, classes: options } = this.sampler.diagram.levels[depth];
		const below = this.sampler.weights.completions[depth + 1];
		const { left, child } = this;
		const edges = this.diagramNode[node] * options.length;
		child.fill(NOTHING, 0, shares.length);
		for (let at = this.firstChild[node]; at !== NOTHING; at = this.nextSibling[at]) child[this.choice[at]] = at;
		let sum = 0;
		for (let at = 0; at < shares.length; at++) {
			const target = children[edges + classes[at]];
			if (target < 0) left[at] = 0;
			else left[at] = shares[at] * (child[at] === NOTHING ? below[target] : this.rest[child[at]]);
			sum += left[at];
		}
		return sum;
	}

	private enter(parent: number, depth: number, choice: number): number {
		for (let at = this.firstChild[parent]; at !== NOTHING; at = this.nextSibling[at]) {
			if (this.choice[at] === choice) return at;
		}
		const { children, classes } = this.sampler.diagram.levels[depth];
		const target = children[this.diagramNode[parent] * classes.length + this.choices[depth].classes[choice]];
		if (target < 0) return NOTHING;
		if (this.size === this.rest.length) this.grow();
		const node = this.size++;
		this.diagramNode[node] = target;
		this.choice[node] = choice;
		this.firstChild[node] = NOTHING;
		this.nextSibling[node] = this.firstChild[parent];
		this.firstChild[parent] = node;
		this.rest[node] = this.sampler.weights.completions[depth + 1][target];
		return node;
	}

	private grow(): void {
		const size = this.size * 2;
		this.diagramNode = wider(this.diagramNode, new Int32Array(size));
		this.firstChild = wider(this.firstChild, new Int32Array(size));
		this.nextSibling = wider(this.nextSibling, new Int32Array(size));
		this.choice = wider(this.choice, new Int32Array(size));
		this.rest = wider(this.rest, new Float64Array(size));
	}
}

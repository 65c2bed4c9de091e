/** One section ready to be drawn from: its space, compiled in the column orders that the different draws need. */
import { columnOrder } from './column-order.ts';
import { DiagramSampler } from './diagram-sampler.ts';
import { completionWeights } from './diagram-weights.ts';
import { compileDiagram, type Diagram } from './diagram.ts';
import { optionClasses } from './option-classes.ts';
import { breaks } from './rule-clauses.ts';
import type { Space } from './section-space.ts';

/** Compiles a space with the columns of each group before those of the next; columns in no group come last. */
export function compileSpace(space: Space, groups: readonly (readonly number[])[], nodeLimit?: number): Diagram {
	const classes = space.columns.map((column, layer) => optionClasses(layer, column, space.clauses));
	const named = new Set(groups.flat());
	const rest = [...space.columns.keys()].filter((column) => !named.has(column));
	const order = columnOrder(classes, [...groups, rest]);
	const { columns, clauses } = space;
	return compileDiagram({ columns, clauses, order, ...(nodeLimit === undefined ? {} : { nodeLimit }) });
}

export class SectionModel {
	space: Space;
	/** Columns that count for uniqueness come first. */
	sampler: DiagramSampler;
	private readonly unique: readonly number[];
	private readonly byPair = new Map<string, DiagramSampler>();
	private readonly classAt: Map<number, number>[];

	constructor(space: Space, unique: readonly number[]) {
		this.space = space;
		this.unique = unique;
		const diagram = compileSpace(space, [unique]);
		this.sampler = new DiagramSampler(diagram, completionWeights(diagram));
		this.classAt = diagram.levels.map(
			({ classes }) => new Map(classes.flatMap(({ values }, index) => values.map((value) => [value, index]))),
		);
	}

	/** Draws by other shares from now on; the rules stay. @param shares per column and value. */
	reshare(shares: readonly number[][]): void {
		this.adopt({
			...this.space,
			columns: this.space.columns.map((column, layer) => ({ ...column, shares: shares[layer] })),
		});
	}

	/** Takes over a space that differs in nothing but its shares and counts. */
	adopt(space: Space): void {
		this.space = space;
		const { columns } = space;
		const levels = this.sampler.diagram.levels.map((level) => {
			const { values, shares: fresh } = columns[level.column];
			const classes = level.classes.map((option) => {
				const own = option.values.map((value) => fresh[values.indexOf(value)]);
				return { ...option, shares: own, share: own.reduce((sum, share) => sum + share, 0) };
			});
			return { ...level, classes };
		});
		const diagram = { ...this.sampler.diagram, levels };
		this.sampler = new DiagramSampler(diagram, completionWeights(diagram));
		this.byPair.clear();
	}

	/** Whether no token at all obeys the rules. */
	get empty(): boolean {
		return this.sampler.diagram.levels[0].nodes === 0;
	}

	/** A sampler whose first columns are the pair's, then those that count for uniqueness. */
	pairFirst(pair: readonly number[]): DiagramSampler {
		const key = pair.join();
		let found = this.byPair.get(key);
		if (found === undefined) {
			const diagram = compileSpace(this.space, [pair, this.unique.filter((column) => !pair.includes(column))]);
			found = new DiagramSampler(diagram, completionWeights(diagram));
			this.byPair.set(key, found);
		}
		return found;
	}

	/** Whether a token that the sampler drew also obeys the clauses that its diagram had to leave out. */
	obeysDropped(dna: Uint16Array, base: number): boolean {
		const { dropped } = this.sampler.diagram;
		return dropped.length === 0 || !dropped.some((clause) => breaks(clause, (layer) => dna[base + layer]));
	}

	/** Whether a token obeys every rule and uses only choices of this section. */
	accepts(dna: Uint16Array, base: number): boolean {
		let node = 0;
		for (const [depth, { column, classes, children }] of this.sampler.diagram.levels.entries()) {
			const option = this.classAt[depth].get(dna[base + column]);
			if (option === undefined) return false;
			node = children[node * classes.length + option];
			if (node < 0) return false;
		}
		return this.obeysDropped(dna, base);
	}
}

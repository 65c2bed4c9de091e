/** The token of least cost, where every choice has its price: a shortest path through the diagram, exact. */
import type { Diagram } from './diagram.ts';

export class CheapestToken {
	private readonly diagram: Diagram;
	/** Per level and node: the least cost of a completion. */
	private readonly least: Float64Array[];

	constructor(diagram: Diagram) {
		this.diagram = diagram;
		this.least = [...diagram.levels.map(({ nodes }) => new Float64Array(nodes)), Float64Array.of(0)];
	}

	/**
	 * @param price of a value in a column; asked once for each.
	 * @param write takes the choices of the cheapest token; without it only the cost is found.
	 * @returns the cost; Infinity if there is no token.
	 */
	find(price: (column: number, value: number) => number, write?: (column: number, value: number) => void): number {
		const { levels } = this.diagram;
		const picks = levels.map(({ column, classes }) =>
			classes.map(({ values }) => cheapest(values, (value) => price(column, value))),
		);
		for (let depth = levels.length - 1; depth >= 0; depth--) {
			const { nodes, children } = levels[depth];
			const costs = picks[depth].map(({ cost }) => cost);
			const below = this.least[depth + 1];
			const here = this.least[depth];
			for (let node = 0, edge = 0; node < nodes; node++) {
				let best = Infinity;
				for (let option = 0; option < costs.length; option++, edge++) {
					const child = children[edge];
					if (child < 0) continue;
					const cost = costs[option] + below[child];
					if (cost < best) best = cost;
				}
				here[node] = best;
			}
		}
		if (levels[0].nodes === 0) return Infinity;
		if (write !== undefined) this.follow(picks, write);
		return this.least[0][0];
	}

	private follow(picks: { cost: number; value: number }[][], write: (column: number, value: number) => void): void {
		let node = 0;
		for (const [depth, { column, classes, children }] of this.diagram.levels.entries()) {
			let option = 0;
			for (; option < classes.length; option++) {
				const child = children[node * classes.length + option];
				if (child < 0) continue;
				if (picks[depth][option].cost + this.least[depth + 1][child] === this.least[depth][node]) break;
			}
			write(column, picks[depth][option].value);
			node = children[node * classes.length + option];
		}
	}
}

function cheapest(values: readonly number[], price: (value: number) => number): { cost: number; value: number } {
	let best = { cost: Infinity, value: values[0] };
	for (const value of values) {
		const cost = price(value);
		if (cost < best.cost) best = { cost, value };
	}
	return best;
}

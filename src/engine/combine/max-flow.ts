/** Maximum flow by shortest augmenting paths with level graphs (Dinic 1970); unit-capacity matching is a special case. */

export class FlowNetwork {
	private readonly heads: number[] = [];
	private readonly rooms: number[] = [];
	private readonly edges: number[][];

	constructor(nodes: number) {
		this.edges = Array.from({ length: nodes }, () => []);
	}

	addEdge(from: number, to: number, capacity: number): void {
		this.edges[from].push(this.heads.push(to) - 1);
		this.rooms.push(capacity);
		this.edges[to].push(this.heads.push(from) - 1);
		this.rooms.push(0);
	}

	/** Sends as much as possible. Capacities may be Infinity as long as no path is. */
	maximum(source: number, sink: number): number {
		let total = 0;
		for (;;) {
			const levels = this.levelsFrom(source);
			if (levels[sink] < 0) return total;
			const next = new Int32Array(this.edges.length);
			for (let sent = this.push(source, sink, Infinity, levels, next); sent > 0;) {
				total += sent;
				sent = this.push(source, sink, Infinity, levels, next);
			}
		}
	}

	private levelsFrom(source: number): Int32Array {
		const levels = new Int32Array(this.edges.length).fill(-1);
		levels[source] = 0;
		const queue = [source];
		for (const node of queue) {
			for (const edge of this.edges[node]) {
				const to = this.heads[edge];
				if (this.rooms[edge] <= 0 || levels[to] >= 0) continue;
				levels[to] = levels[node] + 1;
				queue.push(to);
			}
		}
		return levels;
	}

	/** Depth at most the number of levels, which for a network of tuples is small. */
	private push(node: number, sink: number, room: number, levels: Int32Array, next: Int32Array): number {
		if (node === sink) return room;
		for (; next[node] < this.edges[node].length; next[node]++) {
			const edge = this.edges[node][next[node]];
			const to = this.heads[edge];
			if (this.rooms[edge] <= 0 || levels[to] !== levels[node] + 1) continue;
			const sent = this.push(to, sink, Math.min(room, this.rooms[edge]), levels, next);
			if (sent === 0) continue;
			this.rooms[edge] -= sent;
			this.rooms[edge ^ 1] += sent;
			return sent;
		}
		return 0;
	}
}

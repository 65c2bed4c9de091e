import { MAX_TILE_HEIGHT } from '../tiles/tile-shape.ts';

/** Groups of equal rows below each other: what was found in the first of a group is found in the last too, and nearer. */
export class RowGroups {
	/** By row that begins a group: the group's last row so far. */
	readonly last = new Uint8Array(MAX_TILE_HEIGHT);
	#start = 0;

	/** Row `y` equals the one above. */
	repeat(y: number): void {
		this.last[this.#start] = y;
	}

	/** Row `y` does not. */
	begin(y: number): void {
		this.#start = y;
		this.last[y] = y;
	}
}

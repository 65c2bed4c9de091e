/** Notices when nothing happens any more. */
import { every } from './resource-counters.ts';

const TICKS = 20;

export class Watchdog {
	#idleTicks = 0;
	readonly #end: () => void;

	/**
	 * Counts its own ticks and asks no clock: while the machine sleeps nothing ticks, and a clock that is set does not matter.
	 * @param seconds without `feed` after which `onStall` is called, once in so many seconds.
	 */
	constructor(seconds: number, onStall: () => void) {
		this.#end = every((seconds * 1000) / TICKS, () => {
			if (++this.#idleTicks < TICKS) return;
			this.#idleTicks = 0;
			onStall();
		});
	}

	/** Something happened. */
	feed(): void {
		this.#idleTicks = 0;
	}

	end(): void {
		this.#end();
	}
}

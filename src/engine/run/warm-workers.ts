/**
 * Band workers that have done a run and wait for the next. Their code is compiled by then: producing 2,000 tokens at 512² takes a
 * sixth less. Without a next run they end after a while.
 */
import type { FromBand, ToBand } from './band-protocol.ts';
import { after, counted, resources } from './resource-counters.ts';

/** Long enough to look at the result and start again. */
const IDLE_MILLISECONDS = 10_000;

interface IdleWorker {
	worker: Worker;
	/** It has given back what it held of its run. */
	isReady: boolean;
	/** Takes it out of the idle ones. */
	leave(): void;
}

export class WarmWorkers {
	readonly #start: () => Worker;
	readonly #idle = new Set<IdleWorker>();

	constructor(start: () => Worker) {
		this.#start = start;
	}

	/** @returns one that waits, or a new one */
	take(): Worker {
		for (const idle of this.#idle) {
			if (!idle.isReady) continue;
			idle.leave();
			return idle.worker;
		}
		return this.#start();
	}

	/** Takes a worker whose run has finished: nothing is under way in it, and nobody else listens to it any more. */
	keep(worker: Worker): void {
		const uncount = counted('workers', () => undefined);
		const end = () => {
			idle.leave();
			worker.terminate();
		};
		const endTimer = after(IDLE_MILLISECONDS, end);
		const idle: IdleWorker = {
			worker,
			isReady: false,
			leave: () => {
				worker.onmessage = null;
				worker.onerror = null;
				endTimer();
				uncount();
				resources.forget(idle);
				this.#idle.delete(idle);
			},
		};
		worker.onmessage = ({ data }: MessageEvent<FromBand>) => {
			if (data.type === 'resources') resources.heardOf(idle, data.counts);
			else if (data.type === 'rested') idle.isReady = true;
			else if (data.type === 'failed') end();
		};
		worker.onerror = (event) => {
			event.preventDefault();
			end();
		};
		this.#idle.add(idle);
		worker.postMessage({ type: 'rest' } satisfies ToBand);
	}
}

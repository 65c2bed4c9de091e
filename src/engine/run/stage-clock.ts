/** Adds up where a worker's time goes. */
import type { Stage, StageSeconds } from './run.ts';

export class StageClock {
	readonly seconds: Partial<StageSeconds> = {};

	add(stage: Stage, milliseconds: number): void {
		this.seconds[stage] = (this.seconds[stage] ?? 0) + milliseconds / 1000;
	}

	/** Runs `work` and books its time. */
	time<T>(stage: Stage, work: () => T): T {
		const started = performance.now();
		try {
			return work();
		} finally {
			this.add(stage, performance.now() - started);
		}
	}

	async timeAsync<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
		const started = performance.now();
		try {
			return await work();
		} finally {
			this.add(stage, performance.now() - started);
		}
	}
}

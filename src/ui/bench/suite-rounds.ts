/** Measures rows in rounds: each once per round, and each round in another order. */
import type { ContentionMeter } from './contention.ts';

export interface MeasuredRow {
	id: string;
	/** For people, while it runs. */
	activity: string;
	/** @returns units per second */
	measure(): Promise<number>;
	/** Measured in the first rounds only. */
	rounds?: number;
}

export interface RoundsOptions {
	rows: readonly MeasuredRow[];
	least: number;
	most: number;
	/** No round beyond the least begins after so long. */
	seconds: number;
	contention: ContentionMeter;
	/** Does one measurement; rejects when the suite is given up. */
	step<T>(activity: string, share: number, work: () => Promise<T>): Promise<T>;
	onSample(id: string, rate: number): void;
}

/** @returns share of the processor that others took, by round */
export async function runRounds(options: RoundsOptions): Promise<number[]> {
	const { rows, least, most, seconds, contention, step, onSample } = options;
	const taken: number[] = [];
	const started = performance.now();
	for (let round = 0; round < most; round++) {
		const elapsed = (performance.now() - started) / 1000;
		if (round >= least && elapsed > seconds) break;
		const now = rows.filter((row) => round < (row.rounds ?? most));
		// Rotated, and every other round backwards: no row always follows the same one or runs on a warmer machine.
		const turned = now.map((_, i) => now[(i + round) % now.length]);
		const order = round % 2 === 0 ? turned : turned.toReversed();
		taken.push(await step('Looking for other programs', round / most, () => contention.measure()));
		for (const [i, row] of order.entries()) {
			const share = (round + (i + 1) / (order.length + 1)) / most;
			onSample(row.id, await step(row.activity, share, row.measure));
		}
	}
	return taken;
}

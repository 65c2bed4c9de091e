/** Something that can be repeated and timed. */
import { upperQuartile } from '../../engine/bench/statistics.ts';
import type { Timing } from '../../engine/bench/suite.ts';

export interface BenchStep {
	/** Row of the suite. */
	id: string;
	timing: Timing;
	/** What it runs on, where that is worth saying. */
	note?: string;
	/** Does the work once, to its end. @returns units of the row, and the seconds that they took */
	run(): Promise<{ units: number; seconds: number }>;
}

/** Clocks of browsers tell tenths of a millisecond: what is shorter is repeated before it counts as one figure. */
const SECONDS_PER_FIGURE = 0.01;

/**
 * Repeats a step for at least so long.
 * @returns units per second, the upper quartile of all repetitions: the work is always the same, and what interrupts it only
 * slows it down
 */
export async function measureStep(step: BenchStep, seconds: number): Promise<number> {
	const rates: number[] = [];
	let units = 0;
	let spent = 0;
	let total = 0;
	const started = performance.now();
	do {
		const once = await step.run();
		units += once.units;
		spent += once.seconds;
		total += once.seconds;
		if (spent >= SECONDS_PER_FIGURE) {
			rates.push(units / spent);
			units = 0;
			spent = 0;
		}
		// What is timed may be a small part of what is waited for.
	} while (total < seconds && performance.now() - started < seconds * 2000);
	if (rates.length > 0) return upperQuartile(rates);
	if (spent === 0) throw new Error(`the clock cannot tell how long ${step.id} takes`);
	return units / spent;
}

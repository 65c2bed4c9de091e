/** Something that can be repeated and timed. */
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

/** Repeats a step for at least so long. @returns units per second */
export async function measureStep(step: BenchStep, seconds: number): Promise<number> {
	let units = 0;
	let spent = 0;
	const started = performance.now();
	do {
		const once = await step.run();
		units += once.units;
		spent += once.seconds;
		// What is timed may be a small part of what is waited for.
	} while (spent < seconds && performance.now() - started < seconds * 2000);
	return units / spent;
}

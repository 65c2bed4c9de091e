/** Measures rows in rounds: each once per round, and each round in another order. */
import { EXTRA_ROUNDS, isScored } from '../../engine/bench/suite.ts';
import type { ContentionMeter } from './contention.ts';

export interface MeasuredRow {
	id: string;
	/** For people, while it runs. */
	activity: string;
	/** @returns units per second */
	measure(): Promise<number>;
}

export interface RoundsOptions {
	rows: readonly MeasuredRow[];
	least: number;
	most: number;
	/** No round beyond the least begins that would not end by then, `performance.now()`. */
	end: number;
	contention: ContentionMeter;
	/** Does one measurement; rejects when the suite is given up. */
	step<T>(activity: string, share: number, work: () => Promise<T>): Promise<T>;
	/** A round begins; what is drawn now is drawn before anything is measured. */
	onRound(): void;
	onSample(id: string, rate: number): void;
	/** The row cannot be measured, and is not tried again. */
	onFailure(id: string, error: unknown): void;
	/** The suite was given up. */
	signal: AbortSignal;
}

/** Looks for a quiet moment: what runs for a moment only should not be in the figures. */
const MOST_LOOKS = 5;
const QUIET = 0.05;
/** A hidden page draws no frames. */
const UNDRAWN_MS = 250;

/** @returns share of the processor that others took before each round and after the last */
export async function runRounds(options: RoundsOptions): Promise<number[]> {
	const { rows, least, most, end, step, onRound, onSample, onFailure, signal } = options;
	const taken: number[] = [];
	const failed = new Set<string>();
	/** Milliseconds that each row took when it was last measured. */
	const took = new Map<string, number>();
	const began = performance.now();
	/** Whichever is nearer: the last round, or the end of the time. */
	const shareAt = (rounds: number) =>
		Math.min(0.99, Math.max(rounds / most, (performance.now() - began) / (end - began)));
	for (let round = 0; round < most; round++) {
		const now = rows.filter((row) => (round < EXTRA_ROUNDS || isScored(row.id)) && !failed.has(row.id));
		const needed = now.reduce((sum, { id }) => sum + (took.get(id) ?? 0), 0);
		if (round >= least && performance.now() + needed > end) break;
		onRound();
		taken.push(await step('Looking for other programs', shareAt(round), () => quietMoment(options)));
		// Rotated, and every other round backwards: no row always follows the same one or runs on a warmer machine.
		const turned = now.map((_, i) => now[(i + round) % now.length]);
		const order = round % 2 === 0 ? turned : turned.toReversed();
		for (const [i, row] of order.entries()) {
			const started = performance.now();
			const share = shareAt(round + (i + 1) / (order.length + 1));
			try {
				onSample(row.id, await step(row.activity, share, row.measure));
			} catch (error) {
				signal.throwIfAborted();
				failed.add(row.id);
				onFailure(row.id, error);
			}
			took.set(row.id, performance.now() - started);
		}
	}
	taken.push(await step('Looking for other programs', 1, () => options.contention.measure()));
	return taken;
}

/** @returns share of the processor that others take, once the page is drawn and it is small or does not become so */
async function quietMoment({ contention }: RoundsOptions): Promise<number> {
	await pageAtRest();
	let share = await contention.measure();
	for (let look = 1; look < MOST_LOOKS && share > QUIET; look++) share = await contention.measure();
	return share;
}

/** Two frames are drawn, or the page is not drawn at all. */
function pageAtRest(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, UNDRAWN_MS);
		requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
	});
}

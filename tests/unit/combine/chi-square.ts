/** What fair draws look like, worked out apart from the engine. */

/**
 * Cells that expect fewer than five are pooled.
 * @returns how many standard deviations the statistic lies above its mean (Wilson and Hilferty's normal approximation).
 */
export function chiSquareZ(observed: readonly number[], expected: readonly number[]): number {
	let statistic = 0;
	let cells = 0;
	const rest = { observed: 0, expected: 0 };
	for (const [cell, want] of expected.entries()) {
		if (want < 5) {
			rest.observed += observed[cell];
			rest.expected += want;
			continue;
		}
		statistic += (observed[cell] - want) ** 2 / want;
		cells++;
	}
	if (rest.expected > 0) {
		statistic += (rest.observed - rest.expected) ** 2 / rest.expected;
		cells++;
	}
	const freedom = cells - 1;
	return (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

/**
 * The chance of each item to be among the first `draws` of weighted draws without replacement, worked out over all sets of
 * items that can be drawn: independent of how the engine draws.
 */
export function inclusionChances(weights: readonly number[], draws: number): number[] {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let sets = new Map<number, number>([[0, 1]]);
	for (let draw = 0; draw < draws; draw++) {
		const next = new Map<number, number>();
		for (const [set, chance] of sets) {
			const gone = weights.reduce((sum, weight, item) => sum + ((set >> item) & 1 ? weight : 0), 0);
			for (const [item, weight] of weights.entries()) {
				if ((set >> item) & 1) continue;
				const bigger = set | (1 << item);
				next.set(bigger, (next.get(bigger) ?? 0) + (chance * weight) / (total - gone));
			}
		}
		sets = next;
	}
	return weights.map((_, item) => [...sets].reduce((sum, [set, chance]) => sum + ((set >> item) & 1 ? chance : 0), 0));
}

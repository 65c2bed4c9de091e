/** Shares as whole numbers with a given sum, by the method of the largest remainder (Hamilton, Hare–Niemeyer). */

/**
 * @param total the sum to reach. @param quotas what each share would be as a fraction; scaled to `total` if they are not.
 * @param limits bounds per share, both inclusive; a share pushed to a bound leaves the rest to the others.
 * @returns whole numbers; ties go to the first. They miss `total` only if the bounds leave no way.
 */
export function largestRemainder(
	total: number,
	quotas: readonly number[],
	limits: readonly { low: number; high: number }[],
): number[] {
	const counts = quotas.map(() => 0);
	let free = [...quotas.keys()];
	let rest = total;
	for (;;) {
		const sum = free.reduce((all, index) => all + quotas[index], 0);
		const ideal = (index: number) => (sum > 0 ? (quotas[index] / sum) * rest : rest / free.length);
		const low = free.filter((index) => ideal(index) < limits[index].low);
		const high = free.filter((index) => ideal(index) > limits[index].high);
		// The larger group of breaches decides; the other may mend itself once the rest is shared anew.
		const excess = high.reduce((all, index) => all + ideal(index) - limits[index].high, 0);
		const lack = low.reduce((all, index) => all + limits[index].low - ideal(index), 0);
		const bound = lack >= excess ? low : high;
		if (bound.length === 0) {
			share(counts, free, rest, ideal);
			return counts;
		}
		for (const index of bound) {
			counts[index] = lack >= excess ? limits[index].low : limits[index].high;
			rest -= counts[index];
		}
		free = free.filter((index) => !bound.includes(index));
	}
}

/** A quota such as 699.9999999999999 is a whole one that lost its last bit. */
function whole(value: number): number {
	return Math.floor(value + 1e-7);
}

function share(counts: number[], free: readonly number[], rest: number, ideal: (index: number) => number): void {
	let left = rest;
	for (const index of free) {
		counts[index] = whole(ideal(index));
		left -= counts[index];
	}
	const byRemainder = free.toSorted((a, b) => ideal(b) - whole(ideal(b)) - (ideal(a) - whole(ideal(a))) || a - b);
	for (const index of byRemainder.slice(0, Math.max(0, left))) counts[index]++;
}

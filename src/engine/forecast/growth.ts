/** How the number of distinct things, or of those that are made anew, grows with the number of tokens in which they are counted. */

export interface GrowthPoint {
	tokens: number;
	/** Among so many tokens. */
	distinct: number;
}

/** Where to count among `tokens`: at every halving, ascending, the last being all of them. */
export function growthMarks(tokens: number): number[] {
	const marks: number[] = [];
	for (let mark = tokens; mark > 0; mark >>= 1) marks.push(mark);
	return marks.reverse();
}

/**
 * Distinct things among `tokens` tokens. Between the points it is read off; beyond them, every doubling adds a factor that
 * shrinks from doubling to doubling as it did last. Never falls as `tokens` grows, never more than in proportion.
 * @param points at `growthMarks` of an evenly spread sample, ascending
 */
export function growthAt(points: readonly GrowthPoint[], tokens: number): number {
	const last = points.at(-1);
	if (last === undefined || tokens <= 0) return 0;
	if (tokens > last.tokens) return last.distinct * 2 ** doublings(points, Math.log2(tokens / last.tokens));
	const after = points.findIndex((point) => point.tokens >= tokens);
	const high = points[after];
	if (after === 0) return (high.distinct * tokens) / high.tokens;
	const low = points[after - 1];
	if (low.distinct === 0) return 0;
	const share = Math.log(tokens / low.tokens) / Math.log(high.tokens / low.tokens);
	return low.distinct * (high.distinct / low.distinct) ** share;
}

/** How many doublings `distinct` goes through while `tokens` goes through `beyond` of them. */
function doublings(points: readonly GrowthPoint[], beyond: number): number {
	const slopes = points.slice(1).map((point, i) => slope(points[i], point));
	const last = slopes.at(-1) ?? 1;
	const before = slopes.at(-2) ?? last;
	const shrink = before > 0 ? Math.min(1, last / before) : 0;
	if (last === 0 || shrink === 0) return 0;
	if (shrink === 1) return last * beyond;
	// The last slope belongs to the middle of the last doubling; the integral of the slopes from its end on.
	return (last * shrink ** 0.5 * (shrink ** beyond - 1)) / Math.log(shrink);
}

/** Doublings of the number of distinct things per doubling of the tokens, 0 to 1. */
function slope(low: GrowthPoint, high: GrowthPoint): number {
	if (low.distinct === 0) return high.distinct === 0 ? 0 : 1;
	return Math.max(0, Math.min(1, Math.log(high.distinct / low.distinct) / Math.log(high.tokens / low.tokens)));
}

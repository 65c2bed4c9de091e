/** Deterministic bytes (xorshift32). */
export function noise(count: number, seed: number): number[] {
	let state = (seed * 2654435761) | 1;
	return Array.from({ length: count }, () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state >>> 24;
	});
}

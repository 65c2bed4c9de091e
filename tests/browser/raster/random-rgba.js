/**
 * Deterministic noise: every alpha occurs, with random colours under it, also where it is 0.
 * @param {number} side pixels; at least 16, so that all 256 alphas occur
 * @returns {Uint8Array<ArrayBuffer>} straight RGBA of `side × side` pixels
 */
export function randomRgba(side) {
	const data = new Uint8Array(side * side * 4);
	let state = 0x9e3779b9;
	for (let i = 0; i < data.length; i++) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		data[i] = i % 4 === 3 ? (i >> 2) & 255 : state >>> 24;
	}
	return data;
}

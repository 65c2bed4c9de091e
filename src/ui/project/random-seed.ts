const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';
const SYLLABLES = 5;

/** A seed that nobody has seen before (70⁵, 1.7 thousand million) and that can be said on the telephone: "kavozulime". */
export function randomSeed(): string {
	const random = crypto.getRandomValues(new Uint32Array(SYLLABLES));
	return Array.from(
		random,
		(value) => CONSONANTS.charAt(value % CONSONANTS.length) + VOWELS.charAt((value >>> 8) % VOWELS.length),
	).join('');
}

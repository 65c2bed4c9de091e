// Strict command lines: whatever is not understood is refused by name, with the nearest known option.
import { parseArgs } from 'node:util';

/**
 * @typedef {object} OptionSpec
 * @property {string} [value] placeholder of the value in the help, e.g. `DIR`; absent: a switch
 * @property {string} help
 */

/** A command line that cannot be obeyed. The message is for the person who typed it. */
export class UsageError extends Error {
	/** @override */
	name = 'UsageError';
}

/**
 * Number of single-character edits between two words (Levenshtein distance).
 * @param {string} a
 * @param {string} b
 */
export function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}

/**
 * @param {string} word
 * @param {string[]} known
 * @returns {string | undefined} the nearest known word, if any is near
 */
function nearestWord(word, known) {
	const [best] = known.map((name) => ({ name, edits: editDistance(word, name) })).sort((a, b) => a.edits - b.edits);
	return best !== undefined && best.edits <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

/**
 * @param {Record<string, OptionSpec>} specs by option name without dashes
 * @param {string[]} words the command line
 * @returns {{ values: Record<string, string | true | undefined>, positionals: string[] }}
 * @throws {UsageError}
 */
export function parseArguments(specs, words) {
	const options = Object.fromEntries(
		Object.entries(specs).map(([name, spec]) => [
			name,
			{ type: /** @type {'string' | 'boolean'} */ (spec.value === undefined ? 'boolean' : 'string') },
		]),
	);
	const { tokens } = parseArgs({ args: words, options, strict: false, tokens: true });
	/** @type {Record<string, string | true | undefined>} */
	const values = {};
	/** @type {string[]} */
	const positionals = [];
	for (const token of tokens) {
		if (token.kind === 'positional') positionals.push(token.value);
		if (token.kind !== 'option') continue;
		const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
		if (spec === undefined) {
			const near = nearestWord(token.name, Object.keys(specs));
			const hint = near === undefined ? 'See --help.' : `Did you mean --${near}?`;
			throw new UsageError(`There is no option ${token.rawName}. ${hint}`);
		}
		if (values[token.name] !== undefined) throw new UsageError(`--${token.name} is given twice.`);
		if (spec.value === undefined) {
			if (token.value !== undefined) throw new UsageError(`--${token.name} takes no value.`);
			values[token.name] = true;
		} else {
			if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))) {
				throw new UsageError(`--${token.name} needs a value: --${token.name} ${spec.value}.`);
			}
			values[token.name] = token.value;
		}
	}
	return { values, positionals };
}

/**
 * @param {string} usage first line
 * @param {Record<string, OptionSpec>} specs
 */
export function helpText(usage, specs) {
	const rows = Object.entries(specs).map(([name, spec]) => ({
		left: `--${name}${spec.value === undefined ? '' : ` ${spec.value}`}`,
		right: spec.help,
	}));
	const width = Math.max(...rows.map((row) => row.left.length));
	return [usage, '', ...rows.map((row) => `  ${row.left.padEnd(width)}  ${row.right}`)].join('\n');
}

/**
 * @param {string} option name without dashes, for the message
 * @param {string} text
 * @param {{ min: number, max: number }} bounds inclusive
 */
export function parseInteger(option, text, { min, max }) {
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= min && value <= max)) {
		throw new UsageError(`--${option} is "${text}"; it must be a whole number from ${min} to ${max}.`);
	}
	return value;
}

/**
 * `parseInteger` for an option that may be absent.
 * @template T
 * @param {string} option
 * @param {string | true | undefined} value as `parseArguments` gives it
 * @param {T} otherwise
 * @param {{ min: number, max: number }} [bounds]
 */
export function integerOr(option, value, otherwise, bounds = { min: 1, max: 1_000_000 }) {
	return typeof value === 'string' ? parseInteger(option, value, bounds) : otherwise;
}

/**
 * `1080` or `1920x1080`.
 * @param {string} option
 * @param {string} text
 * @returns {{ width: number, height: number }}
 */
export function parseSize(option, text) {
	const match = /^(\d+)(?:x(\d+))?$/i.exec(text);
	const width = Number(match?.[1]);
	const height = Number(match?.[2] ?? match?.[1]);
	if (!(width >= 1 && width <= 16_384 && height >= 1 && height <= 16_384)) {
		throw new UsageError(`--${option} is "${text}"; it must be pixels like 1080 or 1920x1080, at most 16384 each.`);
	}
	return { width, height };
}

/**
 * `301-600`, or one number.
 * @param {string} option
 * @param {string} text
 * @returns {{ first: number, last: number }}
 */
export function parseRange(option, text) {
	const match = /^(\d+)(?:-(\d+))?$/.exec(text);
	const first = Number(match?.[1]);
	const last = Number(match?.[2] ?? match?.[1]);
	if (match === null || last < first) {
		throw new UsageError(`--${option} is "${text}"; it must be two token numbers like 301-600, the smaller one first.`);
	}
	return { first, last };
}

/**
 * @template {string} T
 * @param {string} option
 * @param {string} text
 * @param {readonly T[]} allowed
 * @returns {T}
 */
export function parseChoice(option, text, allowed) {
	const choice = allowed.find((value) => value === text);
	if (choice === undefined) throw new UsageError(`--${option} is "${text}"; it must be one of ${allowed.join(', ')}.`);
	return choice;
}

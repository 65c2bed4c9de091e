/** What the conventions write into file and folder names. Rules measured on the tools themselves. */
import { OPERATORS, type Operator } from '../design/operators.ts';
import type { Convention } from './import-report.ts';

export interface NameMarks {
	/** The name a person means, without marks and extension. May be empty. */
	name: string;
	/** Absent: the name has no weight mark. */
	weight?: number;
	/** The weight mark as written, where it is no number that the convention knows. */
	badWeight?: string;
	z?: number;
	/** Pixels from the upper left corner. */
	x?: number;
	y?: number;
	blend?: Operator;
	/** 0 to 1 */
	opacity?: number;
}

/** The name without its extension, which is a dot and up to five letters or digits at the end. */
export function withoutExtension(fileName: string): string {
	return fileName.replace(/\.[a-z\d]{1,5}$/i, '');
}

/** Reads a file name by a convention. */
export function readFileMarks(fileName: string, convention: Convention): NameMarks {
	const stem = withoutExtension(fileName);
	switch (convention) {
		case 'plain':
			return { name: stem.trim() };
		case 'hashlips':
			return hashlipsMarks(stem);
		case 'nftchef':
			return chefMarks(stem);
		case 'hashlips-lab':
			return labMarks(stem);
		case 'niftykit':
			return suffixWeight(stem, /__r([^_]*)$/i);
		case 'nft.net':
			return suffixWeight(stem, /\+([^+]*)$/);
	}
}

/** HashLips: the name ends at the first `#`, the weight begins after the last. */
function hashlipsMarks(stem: string): NameMarks {
	const first = stem.indexOf('#');
	if (first < 0) return { name: stem.trim() };
	return { name: stem.slice(0, first).trim(), ...readWeight(stem.slice(stem.lastIndexOf('#') + 1)) };
}

/**
 * nftchef, for files and folders (pass folder names whole): `z-10,` in front, the weight behind the first `#`, options as
 * `?blend=screen&opacity=50`. A bare `#` weighs 0, as there.
 */
export function chefMarks(stem: string): NameMarks {
	const z = /^z(-?\d+),/i.exec(stem);
	const [plain, query] = stem.slice(z?.[0].length ?? 0).split('?', 2);
	const hash = plain.indexOf('#');
	const marks: NameMarks = { name: (hash < 0 ? plain : plain.slice(0, hash)).trim() };
	if (z) marks.z = Number(z[1]);
	if (hash >= 0) {
		const written = plain.slice(hash + 1).split('#')[0];
		Object.assign(marks, written === '' ? { weight: 0 } : readWeight(written));
	}
	const options = new URLSearchParams(query ?? '');
	const blend = OPERATORS.find((operator) => operator === options.get('blend'));
	if (blend !== undefined) marks.blend = blend;
	const opacity = Number(options.get('opacity') ?? Number.NaN) / 100;
	if (opacity >= 0 && opacity <= 1) marks.opacity = opacity;
	return marks;
}

/** hashlips-lab: `Name__z10__w5__x10__y20`, any of them, in any order. */
function labMarks(stem: string): NameMarks {
	const marks: NameMarks = { name: stem.trim() };
	const suffixes = /((?:__[zwxy]-?[\d.,]+)+)$/i.exec(stem);
	if (!suffixes) return marks;
	marks.name = stem.slice(0, suffixes.index).trim();
	for (const [, key, value] of suffixes[1].matchAll(/__([zwxy])(-?[\d.,]+)/gi)) {
		const letter = key.toLowerCase();
		if (letter === 'w') Object.assign(marks, readWeight(value));
		else {
			const number = Number(value);
			if (Number.isFinite(number)) Object.assign(marks, { [letter]: number });
		}
	}
	return marks;
}

function suffixWeight(stem: string, pattern: RegExp): NameMarks {
	const match = pattern.exec(stem);
	if (!match) return { name: stem.trim() };
	return { name: stem.slice(0, match.index).trim(), ...readWeight(match[1]) };
}

/** Any decimal, with a point or (as many people write it) a comma. */
function readWeight(written: string): Pick<NameMarks, 'weight' | 'badWeight'> {
	const text = written.trim();
	if (!/^(?:\d+(?:[.,]\d+)?|[.,]\d+)$/.test(text)) return { weight: 1, badWeight: text };
	return { weight: Number(text.replace(',', '.')) };
}

/** `01-bg`, `0_Face`, `1. Body`, `2 Eyes`: position and name; undefined without a number or with nothing behind it. */
export function readOrderNumber(folderName: string): { position: number; name: string } | undefined {
	const match = /^(\d{1,6})(?:\s*[-_.)]\s*|\s+)(\S.*)$/.exec(folderName);
	return match ? { position: Number(match[1]), name: match[2].trim() } : undefined;
}

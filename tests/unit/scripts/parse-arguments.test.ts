import { describe, expect, test } from 'vitest';
import { parseGenerateOptions } from '../../../scripts/lib/generate-options.mjs';
import {
	editDistance,
	parseArguments,
	parseInteger,
	parseRange,
	parseSize,
} from '../../../scripts/lib/parse-arguments.mjs';

const SPECS = { count: { value: 'N', help: '' }, out: { value: 'DIR', help: '' }, zip: { help: '' } };

describe('parseArguments', () => {
	test('takes values after a space or an equals sign, and switches', () => {
		expect(parseArguments(SPECS, ['--count', '5', '--out=a=b', '--zip', 'rest'])).toEqual({
			values: { count: '5', out: 'a=b', zip: true },
			positionals: ['rest'],
		});
	});
	test.each([
		[['--cuont', '5'], 'There is no option --cuont. Did you mean --count?'],
		[['--elephant'], 'There is no option --elephant. See --help.'],
		[['--constructor'], 'There is no option --constructor. See --help.'],
		[['-z'], 'There is no option -z. Did you mean --zip?'],
		[['--count'], '--count needs a value: --count N.'],
		[['--count', '--zip'], '--count needs a value: --count N.'],
		[['--count='], '--count needs a value: --count N.'],
		[['--zip=yes'], '--zip takes no value.'],
		[['--count', '1', '--count', '2'], '--count is given twice.'],
	])('refuses %j', (words, message) => {
		expect(() => parseArguments(SPECS, words)).toThrow(message);
	});
});

test.each([
	['kitten', 'sitting', 3],
	['', 'abc', 3],
	['abc', '', 3],
	['same', 'same', 0],
	['flaw', 'lawn', 2],
])('editDistance(%s, %s) is %i', (a, b, edits) => {
	expect(editDistance(a, b)).toBe(edits);
});

test('parseSize', () => {
	expect(parseSize('size', '1080')).toEqual({ width: 1080, height: 1080 });
	expect(parseSize('size', '1920x1080')).toEqual({ width: 1920, height: 1080 });
	for (const bad of ['0', '16385', '10x', 'x10', '1e3', '-5', '10x20x30']) {
		expect(() => parseSize('size', bad), bad).toThrow(`--size is "${bad}"`);
	}
});

test('parseRange', () => {
	expect(parseRange('range', '301-600')).toEqual({ first: 301, last: 600 });
	expect(parseRange('range', '7')).toEqual({ first: 7, last: 7 });
	for (const bad of ['600-301', 'a-b', '1-', '-3', '1-2-3']) {
		expect(() => parseRange('range', bad), bad).toThrow(`--range is "${bad}"`);
	}
});

test('parseInteger keeps to its bounds and to plain digits', () => {
	expect(parseInteger('count', '10', { min: 1, max: 10 })).toBe(10);
	for (const bad of ['0', '11', '1.5', '1e1', '', ' 5']) {
		expect(() => parseInteger('count', bad, { min: 1, max: 10 }), bad).toThrow('a whole number from 1 to 10');
	}
});

describe('the options of generate', () => {
	test('without words: the sample into out', () => {
		const options = parseGenerateOptions([]);
		expect(options).toMatchObject({ source: { kind: 'sample' }, backend: 'auto', zip: false, force: false, merge: [] });
		expect(options.out).toMatch(/[/\\]out$/);
		expect(options).not.toHaveProperty('count');
	});
	test('all of them', () => {
		const words = '--layers /a/art --count 9 --range 2-4 --size 64x32 --seed 7 --format webp --backend reference';
		const options = parseGenerateOptions([...words.split(' '), '--order', 'Back, Front', '--workers', '3']);
		expect(options).toMatchObject({
			source: { kind: 'layers' },
			count: 9,
			range: { first: 2, last: 4 },
			size: { width: 64, height: 32 },
			seed: '7',
			format: 'webp',
			backend: 'reference',
			order: ['Back', 'Front'],
			workers: 3,
		});
	});
	test('--merge takes the folders', () => {
		const options = parseGenerateOptions(['--merge', '/a', '/b', '--out', '/c']);
		expect(options.merge.map((folder) => folder.replace(/^.*[/\\]/, ''))).toEqual(['a', 'b']);
	});
	test.each([
		[['--layers', 'a', '--design', 'b'], 'not both'],
		[['stray'], '"stray" belongs to no option'],
		[['--merge'], '--merge needs the folders'],
		[['--backend', 'cuda'], 'one of auto, webgpu, canvas2d, reference'],
	])('refuses %j', (words, message) => {
		expect(() => parseGenerateOptions(words)).toThrow(message);
	});
});

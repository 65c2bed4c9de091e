/** Results on their way: files, links, tables. What strangers made is checked. */
import { assert, integer, property } from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { TesseraError } from '../../../src/engine/errors.ts';
import { resultCsv } from '../../../src/engine/bench/result-csv.ts';
import { resultFragment, resultFromFragment } from '../../../src/engine/bench/result-link.ts';
import { parseSuiteResult } from '../../../src/engine/bench/suite-result.ts';
import { suiteTable } from '../../../src/engine/bench/suite-table.ts';
import { sampleResult } from './sample-result.ts';

const result = sampleResult({ speed: 1.23, spread: 0.03 });

function refusal(work: () => unknown): string {
	try {
		work();
	} catch (thrown) {
		if (thrown instanceof TesseraError && thrown.problem.code === 'benchmark-unreadable') return thrown.message;
		throw thrown;
	}
	throw new Error('nothing was refused');
}

describe('a file', () => {
	test('comes back as it was, also from inside the figures of the command line', () => {
		expect(parseSuiteResult(JSON.parse(JSON.stringify(result)), 'a.json')).toEqual(result);
		expect(parseSuiteResult({ ratios: {}, device: result }, 'a.json')).toEqual(result);
	});

	test.each([
		['nothing', undefined],
		['another schema', { ...result, schema: 'other' }],
		['a row that the suite does not have', { ...result, rows: [{ id: 'made-up', timing: 'wall', samples: [1] }] }],
		['a negative sample', { ...result, rows: [{ id: 'encode', timing: 'wall', samples: [-1] }] }],
		['an endless text', { ...result, device: { ...result.device, browser: 'x'.repeat(1000) } }],
		['a score that its samples do not give', { ...result, score: { value: 999, low: 990, high: 1010 } }],
		['a score in spite of faults', { ...result, faults: [{ code: 'busy', message: 'Others.' }] }],
		['no score in spite of good samples', { ...result, score: null }],
	])('with %s is refused by its name', (_, value) => {
		expect(refusal(() => parseSuiteResult(value, 'a.json'))).toContain('“a.json”');
	});
});

describe('a link', () => {
	test('holds the whole result in characters that an address may have', () => {
		const fragment = resultFragment(result);
		expect(fragment).toMatch(/^#result=[\w-]+$/);
		expect(fragment.length).toBeLessThan(4000);
		expect(resultFromFragment(fragment)).toEqual(result);
	});

	test('without a result is none', () => {
		expect(resultFromFragment('')).toBeUndefined();
		expect(resultFromFragment('#top')).toBeUndefined();
	});

	test('cut off anywhere, or with any character changed, is refused', () => {
		const fragment = resultFragment(result);
		assert(
			property(integer({ min: '#result='.length, max: fragment.length - 2 }), (at) => {
				refusal(() => resultFromFragment(fragment.slice(0, at)));
			}),
			{ numRuns: 40 },
		);
		expect(refusal(() => resultFromFragment('#result=!!!'))).toContain('damaged');
	});

	test('that unpacks to more than any result is stopped', () => {
		const bomb = deflateSync(new Uint8Array(40e6), { level: 9 });
		const base64 = Buffer.from(bomb).toString('base64url');
		expect(refusal(() => resultFromFragment(`#result=${base64}`))).toContain('damaged');
		const other = Buffer.from(deflateSync(strToU8('{"schema":"other"}'))).toString('base64url');
		expect(refusal(() => resultFromFragment(`#result=${other}`))).toContain('the link');
	});
});

describe('as text', () => {
	test('CSV has a line for each row, with every sample', () => {
		const lines = resultCsv(result).trimEnd().split('\r\n');
		expect(lines).toHaveLength(result.rows.length + 1);
		expect(lines[0]).toBe('row,name,unit,timing,median,lowest,highest,round 1,round 2,round 3,round 4,round 5');
		expect(lines[1]).toContain('composite-webgpu,"WebGPU, with reading back",tiles/s,wall,');
		const encode = result.rows.find(({ id }) => id === 'encode');
		expect(lines.find((line) => line.startsWith('encode,'))).toContain(encode?.samples.join(','));
	});

	test('the table says score and interval, or why there is none', () => {
		const { value, low, high } = result.score ?? { value: 0, low: 0, high: 0 };
		expect(suiteTable(result)).toContain(
			`score ${value.toFixed(0)} (95 % interval ${low.toFixed(0)} to ${high.toFixed(0)})`,
		);
		expect(suiteTable(result)).toContain('software adapter');
		const missing = [{ id: 'upload', reason: 'This browser has no WebGPU.' }];
		const invalid = sampleResult({ missing, faults: [{ code: 'busy', message: 'Other programs took 40 %.' }] });
		expect(suiteTable(invalid)).toContain('invalid, no score:\n  Other programs took 40 %.');
		expect(suiteTable(invalid)).toMatch(/Upload to textures +not measured +This browser has no WebGPU\./);
		expect(suiteTable(invalid)).not.toMatch(/^score/m);
	});
});

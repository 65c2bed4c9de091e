import { expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../../scripts/lib/run-suite.mjs';

const file = (status: string, tests: [string, string][], message = ''): object => ({
	name: '/a/b.test.ts',
	status,
	message,
	assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});

const spec = (title: string, status: string, annotations: object[] = []): object => ({
	title,
	file: 'a.spec.ts',
	tests: [{ status, annotations }],
});

test('counts what Vitest reports', () => {
	const report = {
		testResults: [
			file('failed', [
				['one', 'passed'],
				['two', 'failed'],
				['three', 'pending'],
			]),
		],
	};
	expect(readVitest(report, 1, 'unit')).toEqual({ passed: 1, failed: 1, skipped: ['three'], failures: ['two'] });
});

test('a Vitest file that does not load is a failure', () => {
	const report = { testResults: [file('passed', [['one', 'passed']]), file('failed', [], 'SyntaxError: x')] };
	expect(readVitest(report, 1, 'unit')).toMatchObject({
		passed: 1,
		failed: 1,
		failures: ['/a/b.test.ts: SyntaxError: x'],
	});
});

test('a crash is a failure, with or without a report', () => {
	const passing = { testResults: [file('passed', [['one', 'passed']])] };
	expect(readVitest(passing, 1, 'unit')).toMatchObject({ passed: 1, failed: 1 });
	expect(readVitest(undefined, 1, 'unit')).toMatchObject({ passed: 0, failed: 1 });
	expect(readVitest(undefined, 0, 'unit')).toMatchObject({ passed: 0, failed: 1 });
	expect(readPlaywright(undefined, 0, 'e2e')).toMatchObject({ passed: 0, failed: 1 });
	expect(readPlaywright({ suites: [] }, 1, 'e2e')).toMatchObject({ passed: 0, failed: 1 });
});

test('counts what Playwright reports, in nested suites, with the reason of a skipped test', () => {
	const report = {
		suites: [
			{
				specs: [spec('good', 'expected'), spec('bad', 'unexpected')],
				suites: [
					{
						specs: [spec('wobbly', 'flaky'), spec('left out', 'skipped', [{ type: 'skip', description: 'no screen' }])],
					},
				],
			},
		],
	};
	expect(readPlaywright(report, 1, 'e2e')).toEqual({
		passed: 1,
		failed: 2,
		skipped: ['a.spec.ts: left out (no screen)'],
		failures: ['a.spec.ts: bad', 'a.spec.ts: wobbly'],
	});
});

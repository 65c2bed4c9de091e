import { describe, expect, it } from 'vitest';
import { cacheBudget, runBudget } from '../../../src/engine/run/memory-budget.ts';

const SQUARE = { width: 1080, height: 1080 };

describe('runBudget', () => {
	it('follows the device, and stays below 500 MB', () => {
		const totals = [2, 4, 8, 64].map((memoryGB) => runBudget({ cores: 8, memoryGB }, {}, SQUARE).total);
		expect(totals).toEqual([128e6, 250e6, 500e6, 500e6]);
		expect(runBudget({ cores: 8, memoryGB: undefined }, {}, SQUARE).total).toBe(250e6);
	});

	it('takes fewer workers in the background, and where memory is short', () => {
		const workers = (cores: number, memoryGB: number, priority: 'background' | 'fast') =>
			runBudget({ cores, memoryGB }, { priority }, SQUARE).workers;
		expect([workers(8, 8, 'fast'), workers(8, 8, 'background'), workers(1, 8, 'background')]).toEqual([8, 4, 1]);
		expect(workers(16, 2, 'fast')).toBe(5);
		expect(runBudget({ cores: 2, memoryGB: 4 }, { workers: 7 }, SQUARE).workers).toBe(7);
	});

	it('cuts batches and decoding to size', () => {
		const huge = runBudget({ cores: 2, memoryGB: 4 }, { memoryBudget: 60e6 }, { width: 4096, height: 4096 });
		expect(huge).toMatchObject({ batchTokens: 1, decodeBytes: 18e6 });
		const small = runBudget({ cores: 2, memoryGB: 8 }, {}, { width: 64, height: 64 });
		expect(small).toMatchObject({ batchTokens: 256, decodeBytes: 150e6 });
	});
});

describe('cacheBudget', () => {
	const budget = runBudget({ cores: 2, memoryGB: 4 }, { memoryBudget: 100e6 }, SQUARE);

	it('gives the caches what traits and queues leave, so that all together keep the budget', () => {
		expect(cacheBudget(budget, 60e6)).toEqual({ bytes: 20e6 });
	});

	it('gives them no more than a share of the budget, that of a larger budget too', () => {
		expect(cacheBudget(budget, 20e6)).toEqual({ bytes: 24e6 });
		expect(cacheBudget(runBudget({ cores: 2, memoryGB: 8 }, {}, SQUARE), 20e6)).toEqual({ bytes: 120e6 });
		const allowed = runBudget({ cores: 2, memoryGB: 8 }, { memoryBudget: 2e9 }, SQUARE);
		expect(cacheBudget(allowed, 20e6)).toEqual({ bytes: 480e6 });
	});

	it('says so when the traits alone are too large', () => {
		const { bytes, problem } = cacheBudget(budget, 85e6);
		expect(bytes).toBe(10e6);
		expect(problem).toMatchObject({ code: 'memory-tight', severity: 'warning' });
		expect(problem?.message).toContain('85 MB of the 100 MB');
	});
});

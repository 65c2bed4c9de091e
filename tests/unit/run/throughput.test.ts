import { describe, expect, it } from 'vitest';
import { Throughput } from '../../../src/engine/run/throughput.ts';

describe('Throughput', () => {
	it('knows nothing before two marks', () => {
		const throughput = new Throughput();
		expect(throughput.rate).toBe(0);
		throughput.mark(0, 0);
		expect(throughput.secondsFor(10)).toBeUndefined();
	});

	it('follows the last seconds, not the average since the start', () => {
		const throughput = new Throughput();
		for (let second = 0; second <= 20; second++) throughput.mark(second, second * 10);
		for (let second = 1; second <= 10; second++) throughput.mark(20 + second, 200 + second * 100);
		expect(throughput.rate).toBeCloseTo(100);
		expect(throughput.secondsFor(50)).toBeCloseTo(0.5);
	});
});

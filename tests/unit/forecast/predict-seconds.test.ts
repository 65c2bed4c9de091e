import { describe, expect, it } from 'vitest';
import { predictSeconds, sinkSecondsOf } from '../../../src/engine/forecast/predict-seconds.ts';
import type { WorkLeft } from '../../../src/engine/forecast/predict-seconds.ts';

const costs = { composite: 20e-6, encode: 100e-6, lookup: 50e-6, newRow: 20e-6, keptRow: 2e-6 };
const band = { tiles: 20_000, newRows: 10_000, keptRows: 20_000, costs };
const work = (own: Partial<WorkLeft> = {}): WorkLeft => ({
	tokens: 2000,
	bands: [band, band],
	finishSeconds: 0.3e-3,
	sinkSeconds: 0,
	cores: 2,
	...own,
});
/** Every run begins and ends in 0.15 s. Of one band: 1.3 × 20,000 × 120 µs + 2,000 × 50 µs + 10,000 × 20 µs + 20,000 × 2 µs. */
const BAND_SECONDS = 3.46;

describe('the seconds of a run', () => {
	it('are those of all work, shared by the cores', () => {
		expect(predictSeconds(work()).seconds).toBeCloseTo(0.15 + (2 * BAND_SECONDS + 0.6) / 2, 9);
	});

	it('are those of the slowest band where there are cores enough', () => {
		const slow = { ...band, tiles: 40_000 };
		expect(predictSeconds(work({ bands: [band, slow], cores: 16 })).seconds).toBeCloseTo(
			0.15 + BAND_SECONDS + 1.3 * 2.4,
			9,
		);
	});

	it('are those of the sink where it is slower than all others', () => {
		const { seconds, bottleneck } = predictSeconds(work({ sinkSeconds: 30, cores: 16 }));
		expect(seconds).toBeCloseTo(30.75, 9);
		expect(bottleneck).toBe('write');
	});

	it('name the stage with the most work', () => {
		expect(predictSeconds(work()).bottleneck).toBe('encode');
		expect(predictSeconds(work()).stages.encode).toBeCloseTo(5.2, 9);
	});

	it.each([1, 2, 4, 16])('tell what the sink took, on %d cores', (cores) => {
		const { seconds, stages } = predictSeconds(work({ sinkSeconds: 30, cores }));
		expect(sinkSecondsOf(seconds, stages, cores, 2)).toBeCloseTo(30, 6);
	});

	it('tell nothing of a sink that nobody waited for', () => {
		const { seconds, stages } = predictSeconds(work({ sinkSeconds: 0.1 }));
		expect(sinkSecondsOf(seconds, stages, 2, 2)).toBeUndefined();
	});
});

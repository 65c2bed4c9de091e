import { describe, expect, it } from 'vitest';
import { DEFAULT_CALIBRATION } from '../../../src/engine/bench/calibration.ts';
import type { Design } from '../../../src/engine/design/design.ts';
import { drawnOf, estimateBasis, estimateRun } from '../../../src/engine/forecast/estimate.ts';
import type { EstimateBasis } from '../../../src/engine/forecast/estimate.ts';
import type { RunSnapshot } from '../../../src/engine/run/run.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';

const { design: sample } = await buildSample();
const changed = (own: Partial<Design['output']>, count = 1000): Design => ({
	...sample,
	output: { ...sample.output, ...own },
	supply: { ...sample.supply, count },
});
const estimate = (design: Design, basis?: EstimateBasis) =>
	estimateRun(design, 'folder', 2, basis, DEFAULT_CALIBRATION, 2);
const basis: EstimateBasis = {
	...drawnOf(changed({})),
	sink: 'folder',
	tokens: 1000,
	bytes: 80e6,
	seconds: 10,
	tileShare: 0.5,
};

describe('an estimate', () => {
	it('of the same run is what the run took', () => {
		expect(estimate(changed({}), basis)).toEqual({ bytes: 80e6, seconds: 10, rough: false });
	});

	it('of more tokens grows with them, the time less: fewer of their tiles are new', () => {
		const { bytes, seconds, rough } = estimate(changed({}, 4000), basis);
		expect(bytes).toBe(320e6);
		expect(seconds).toBeGreaterThan(20);
		expect(seconds).toBeLessThan(40);
		expect(rough).toBe(false);
	});

	it.each([
		['size', changed({ width: 540, height: 540 }), 'folder'],
		['format', changed({ format: 'webp' }), 'folder'],
		['place', changed({}), 'zip'],
		['art', { ...changed({}), layers: sample.layers.slice(1) }, 'folder'],
	] as const)('for another %s is rough', (_, design, sink) => {
		expect(estimateRun(design, sink, 2, basis, DEFAULT_CALIBRATION, 2).rough).toBe(true);
	});

	it('for a smaller size is smaller, for another place has the bytes that are known', () => {
		const { bytes, seconds } = estimate(changed({ width: 540, height: 540 }), basis);
		expect(bytes).toBeLessThan(40e6);
		expect(bytes).toBeGreaterThan(15e6);
		expect(seconds).toBeLessThan(5);
		expect(estimateRun(changed({}), 'zip', 2, basis, DEFAULT_CALIBRATION, 2).bytes).toBe(80e6);
	});

	it('from the sample alone is right to a factor of two', () => {
		const { bytes, rough } = estimate(changed({}));
		expect(rough).toBe(true);
		// As measured at 1080²: 80 KB an image.
		expect(bytes / 1000).toBeGreaterThan(40e3);
		expect(bytes / 1000).toBeLessThan(160e3);
	});

	it('from PNG files goes by their sizes', () => {
		const design = structuredClone(changed({}));
		for (const asset of Object.values(design.assets)) {
			Object.assign(asset, { type: 'image/png', bytes: 10_000, width: 1080, height: 1080 });
		}
		// Eleven layers, three of which are often left out.
		expect(estimate(design).bytes / 1000).toBeGreaterThan(0.8 * 8 * 10_000);
		expect(estimate(design).bytes / 1000).toBeLessThan(0.8 * 11 * 10_000);
	});
});

describe('what a run says for later ones', () => {
	const forecast = { tokens: 100, tiles: 500, counted: true, memoryBytes: 1e8, stages: { encode: 3, write: 1 } };
	const running = {
		state: 'running',
		done: 10,
		imageBytes: 9e5,
		seconds: 1,
		forecast,
		expected: { bytes: 8e6, seconds: 5 },
	} as RunSnapshot;
	const drawn = drawnOf(changed({}));

	it('is what is expected of it, and at its end what came true', () => {
		expect(estimateBasis(drawn, 'zip', running)).toEqual({
			...drawn,
			sink: 'zip',
			tokens: 100,
			bytes: 8e6,
			seconds: 5,
			tileShare: 0.75,
		});
		const finished = { ...running, state: 'finished', done: 100, imageBytes: 7e6, seconds: 4 } as RunSnapshot;
		expect(estimateBasis(drawn, 'zip', finished)).toMatchObject({ bytes: 7e6, seconds: 4 });
	});

	it('is nothing before it was foretold', () => {
		const { forecast: _, expected: __, ...preparing } = running;
		expect(estimateBasis(drawn, 'zip', { ...preparing, state: 'preparing' })).toBeUndefined();
	});
});

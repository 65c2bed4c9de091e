import { expect, test } from 'vitest';
import { medianOutcome } from '../../../src/engine/bench/median-outcome.ts';
import type { RunSnapshot } from '../../../src/engine/run/run.ts';

const run = (foretold: number, seconds: number) =>
	({
		tilesMade: 7,
		imageBytes: 90,
		seconds,
		peakMemoryBytes: 40,
		forecast: { tokens: 5, tiles: 8, counted: true, bytes: 100, seconds: foretold, memoryBytes: 50, stages: {} },
	}) as RunSnapshot;

test('of several runs the one counts whose seconds were foretold middling well', () => {
	expect(medianOutcome([run(10, 20), run(9, 10), run(30, 20)])).toEqual({
		tiles: 8,
		tilesActual: 7,
		bytes: 100,
		bytesActual: 90,
		seconds: 9,
		secondsActual: 10,
		memoryBytes: 50,
		memoryBytesActual: 40,
	});
});

import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthMarks } from '../../../src/engine/forecast/growth.ts';
import { Outlook } from '../../../src/engine/forecast/outlook.ts';

const TOKENS = 1000;
/** Tiles grow with the square root of the tokens, and are three quarters of the work. */
const growth = growthMarks(TOKENS).map((tokens) => ({ tokens, distinct: 100 * Math.sqrt(tokens) }));
const tilesOf = (done: number) => 0.75 * Math.sqrt(done / TOKENS) + 0.25 * (done / TOKENS);

function outlook(before = { tokens: 0, bytes: 0, seconds: 0 }): Outlook {
	return new Outlook({
		forecast: {
			tokens: before.tokens + TOKENS,
			tiles: growth.at(-1)?.distinct ?? 0,
			counted: true,
			bytes: before.bytes + 50_000 * TOKENS,
			seconds: before.seconds + 20,
			memoryBytes: 1e8,
			stages: { encode: 20, composite: 10, assemble: 10 },
			bottleneck: 'encode',
		},
		growth,
		before,
	});
}

describe('what is expected of a run', () => {
	it('is the forecast before it begins, and what came true at its end', () => {
		expect(outlook().expected({ done: 0, bytes: 0, seconds: 0 })).toEqual({ bytes: 50e6, seconds: 20 });
		expect(outlook().expected({ done: TOKENS, bytes: 41e6, seconds: 33 })).toEqual({ bytes: 41e6, seconds: 33 });
	});

	it('stays the forecast while all goes as foretold, though the first images take longer', () => {
		assert(
			property(integer({ min: 0, max: TOKENS }), (done) => {
				const { bytes, seconds } = outlook().expected({ done, bytes: done * 50_000, seconds: 20 * tilesOf(done) });
				expect(bytes).toBeCloseTo(50e6, -1);
				// Between two points the growth is read off straight lines.
				expect(seconds).toBeCloseTo(20, 6);
			}),
		);
	});

	it('follows a machine that is half as fast', () => {
		const done = TOKENS / 4;
		const { seconds } = outlook().expected({ done, bytes: done * 50_000, seconds: 40 * tilesOf(done) });
		expect(seconds).toBeGreaterThan(36);
		expect(seconds).toBeLessThan(40);
	});

	it('counts what was done before', () => {
		const before = { tokens: 500, bytes: 30e6, seconds: 12 };
		expect(outlook(before).expected({ done: 500, bytes: 30e6, seconds: 12 })).toEqual({ bytes: 80e6, seconds: 32 });
		expect(outlook(before).expected({ done: 1500, bytes: 75e6, seconds: 30 })).toEqual({ bytes: 75e6, seconds: 30 });
	});

	it('is unknown for the browser’s own formats until something is done', () => {
		const forecast = { tokens: TOKENS, tiles: 3000, counted: true, memoryBytes: 1e8, stages: {} };
		const open = new Outlook({ forecast, growth, before: { tokens: 0, bytes: 0, seconds: 0 } });
		expect(open.expected({ done: 0, bytes: 0, seconds: 1 })).toEqual({});
		expect(open.expected({ done: 100, bytes: 1e6, seconds: 5 })).toEqual({ bytes: 1e7, seconds: 50 });
	});
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { trialBackends } from '../../../src/engine/run/backend-trial.ts';
import { chooseBackend } from '../../../src/engine/run/choose-backend.ts';
import { BandIndex } from '../../../src/engine/tiles/band-index.ts';
import type { Backend, Compositor } from '../../../src/engine/tiles/compositor.ts';
import { cutRaster } from '../../../src/engine/tiles/cut-raster.ts';
import { tileGrid } from '../../../src/engine/tiles/tile-shape.ts';

const SIZE = 64;
const SOURCE_OVER = 0xffff << 8;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
	vi.useRealTimers();
});

/** An index of one tile, and the stack in which it is painted. */
function oneTile(): { index: BandIndex; state: number } {
	const grid = tileGrid(SIZE, SIZE);
	const rows = { firstRow: 0, rows: grid.rows, step: 1 };
	const index = new BandIndex(grid, rows);
	const data = new Uint8Array(SIZE * SIZE * 4).fill(200);
	index.addSource(0, cutRaster({ width: SIZE, height: SIZE, data }, grid, rows));
	const states = new Int32Array(index.tiles);
	index.statesOf(Int32Array.of(0, SOURCE_OVER), 0, 1, states, 0);
	return { index, state: states[0] };
}

/** A compositor whose n-th round takes so many milliseconds. */
function compositor(backend: Backend, milliseconds: (round: number) => number): Compositor {
	let round = 0;
	return {
		backend,
		description: backend,
		preferredJobs: 64,
		useContent: () => undefined,
		async composite() {
			vi.advanceTimersByTime(milliseconds(round++));
			return { runs: () => undefined };
		},
		memoryBytes: () => 0,
		traffic: () => ({ dispatches: 0, bytesUp: 0, bytesBack: 0 }),
		dispose: () => undefined,
	};
}

async function chosen(rounds: Record<'canvas2d' | 'reference', (round: number) => number>): Promise<Backend> {
	const { index, state } = oneTile();
	const results = await trialBackends(index, [state], ['canvas2d', 'reference'], async (backend) => {
		if (backend === 'webgpu') throw new Error('not asked for');
		return { compositor: compositor(backend, rounds[backend]), software: false };
	});
	return chooseBackend(results).backend;
}

test('a compositor whose code has to get warm is judged by what it is then', async () => {
	expect(await chosen({ canvas2d: () => 6, reference: (round) => (round < 5 ? 20 : 3) })).toBe('reference');
});

test('a round that something else slows down does not count', async () => {
	expect(await chosen({ canvas2d: () => 6, reference: (round) => (round % 2 === 0 ? 3 : 40) })).toBe('reference');
});

test('code that gets warm only after a while, in threads of its own, is waited for', async () => {
	const warmAt = performance.now() + 90;
	expect(await chosen({ canvas2d: () => 6, reference: () => (performance.now() < warmAt ? 20 : 3) })).toBe('reference');
});

test('one that fails in the middle is not taken, and all are disposed of', async () => {
	const { index, state } = oneTile();
	const disposed: Backend[] = [];
	const results = await trialBackends(index, [state], ['webgpu', 'reference'], async (backend) => {
		const made = compositor(backend, (round) => {
			if (backend === 'webgpu' && round === 2) throw new Error('the device is gone');
			return 1;
		});
		return { compositor: { ...made, dispose: () => disposed.push(backend) }, software: false };
	});
	expect(results[0]).toMatchObject({ backend: 'webgpu', description: expect.stringContaining('the device is gone') });
	expect(chooseBackend(results).backend).toBe('reference');
	expect(disposed).toEqual(['webgpu', 'reference']);
});

test('one that is slower throughout is not taken', async () => {
	expect(await chosen({ canvas2d: () => 6, reference: () => 7 })).toBe('canvas2d');
});

test('a single round that takes longer than the whole trial is one', async () => {
	expect(await chosen({ canvas2d: () => 5000, reference: () => 7000 })).toBe('canvas2d');
});

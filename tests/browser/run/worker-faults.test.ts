/** What can go wrong with the workers of a run and with the machine, in a real browser: nothing is lost, nothing is half, and it is said. */
import { describe, expect, it } from 'vitest';
import { paintedCollection } from '../../support/painted-collection.ts';
import { folderRequest, hasEnded, treeOf, undisturbed } from './drive-run.ts';
import { codes, COUNT, expectWhole, request, SMALL, watchForFaults, withFault, withoutFault } from './fault-runs.ts';

watchForFaults();

describe('a band worker', () => {
	it.each([
		['throws', 'throw', /injected bug/u],
		['dies', 'die', /injected death/u],
		['hangs', 'hang', /12 s/u],
	] as const)('that %s is replaced, and its work repeated', async (_, fault, cause) => {
		const run = await request(fault === 'hang' ? { stallSeconds: 12 } : {});
		const driver = withFault({ worker: 'band', fault, after: 2 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: COUNT });
		expect(codes(last)).toEqual(['restarted']);
		expect(last.problems.find(({ code }) => code === 'restarted')?.message).toMatch(cause);
		await expectWhole(run);
	});

	it('that runs out of memory is replaced by one that uses less', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'exhaust', after: 2 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: COUNT, memoryBudget: 2e6 });
		expect(codes(last)).toEqual(['memory-halved']);
		expect(last.problems.find(({ code }) => code === 'memory-halved')?.message).toMatch(/no memory left.*with 2 MB/u);
		await expectWhole(run);
	});

	it('that never has enough memory ends the run with the reason', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'exhaust', after: 0 }, Infinity);
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		expect(codes(last)).toEqual(['memory-halved', 'memory-halved', 'out-of-memory']);
		expect(last.problems.at(-1)).toMatchObject({
			message: expect.stringContaining('3 times'),
			hint: expect.stringContaining('smaller'),
		});
	});

	it('that fails every time ends the run with the reason, after bounded tries', async () => {
		const run = await request();
		const driver = withFault({ worker: 'band', fault: 'throw', after: 0 }, Infinity);
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last.state).toBe('failed');
		expect(codes(last)).toEqual(['restarted', 'restarted', 'bug']);
		expect(last.problems.at(-1)?.message).toMatch(/injected bug.*3 times/u);
	});

	it('that hangs every time pauses the run, which goes on when asked', async () => {
		const run = await request({ stallSeconds: 6 });
		const driver = withFault({ worker: 'band', fault: 'hang', after: 0 }, 3);
		driver.post({ type: 'start', request: run });
		const paused = await driver.until(({ pausedBecause }) => pausedBecause !== undefined);
		expect(paused).toMatchObject({ state: 'paused', pausedBecause: { code: 'stalled' } });
		driver.post({ type: 'resume', id: run.id });
		expect((await driver.until(hasEnded)).state).toBe('finished');
		await expectWhole(run);
	});
});

describe('a frame worker', () => {
	it('in which the browser fails to encode an image is replaced, and its work repeated', async () => {
		const { design, assets } = await paintedCollection(96, 64, COUNT);
		design.output = { ...design.output, format: 'webp' };
		const run = await folderRequest(design, assets, SMALL);
		const driver = withFault({ worker: 'frame', fault: 'throw', after: 20 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', done: COUNT });
		expect(codes(last)).toEqual(['restarted']);
		expect(last.problems.find(({ code }) => code === 'restarted')?.message).toMatch(/injected failure/u);
		expect(await treeOf(run)).toEqual(await undisturbed(run));
	});
});

describe('a GPU', () => {
	it.each([
		['once', 1],
		['twice in a row', 2],
	])('that is lost %s is acquired again', async (_, times) => {
		const run = await request({ backend: 'webgpu' });
		const driver = withFault({ worker: 'band', fault: 'lose', after: 1, times });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', backend: 'webgpu' });
		expect(codes(last)).toEqual([]);
		await expectWhole(run);
	});

	it('that is gone for good is replaced by the processor, and that is said', async () => {
		const run = await request({ backend: 'webgpu' });
		const driver = withFault({ worker: 'band', fault: 'no-gpu', after: 1 });
		driver.post({ type: 'start', request: run });
		const last = await driver.until(hasEnded);
		expect(last).toMatchObject({ state: 'finished', backend: 'reference' });
		expect(codes(last)).toEqual(['backend-changed']);
		await expectWhole(run);
	});
});

describe('a clock', () => {
	it.each([
		['forward', 1],
		['back', -1],
	])('that is set %s in the middle changes nothing', async (_, sign) => {
		const run = await request({ stallSeconds: 30 });
		const driver = withoutFault();
		driver.post({ type: 'start', request: run });
		await driver.until(({ done }) => done > 0);
		const { now } = Date;
		Date.now = () => now() + sign * 10 * 365 * 86_400_000;
		try {
			const last = await driver.until(hasEnded);
			expect(last).toMatchObject({ state: 'finished', done: COUNT });
			expect(codes(last)).toEqual([]);
			expect(last.seconds).toBeGreaterThan(0);
			expect(last.seconds).toBeLessThan(1000);
		} finally {
			Date.now = now;
		}
		await expectWhole(run);
	});
});

/** What a run takes it gives back. */
import { expect, it } from 'vitest';
import { noResources } from '../../../src/engine/run/resource-counters.ts';
import type { RunRequest, RunSnapshot } from '../../../src/engine/run/run.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { bandWorker, driveEngine, driveWith, folderRequest, hasEnded, treeOf } from './drive-run.ts';

const CYCLES = 50;

/** Workers that have finished a run wait for the next one for a while, and there is a timer for each. */
const IDLE_MILLISECONDS = 10_000;

/**
 * Everything is given back at once but for a timer: the browser takes a moment to end a worker, and only then the pages that it
 * kept on disk can be removed.
 */
async function expectNothingHeld(driver: ReturnType<typeof driveEngine>): Promise<void> {
	expect({ ...(await driver.resources()), timers: 0 }).toEqual(noResources());
	await expect.poll(() => driver.resources(), { timeout: 5000 }).toEqual(noResources());
}

it(`${CYCLES} runs that are cancelled at once leave nothing behind`, { timeout: 240_000 }, async () => {
	const { design, assets } = await paintedCollection(64, 32, 400);
	const driver = driveEngine();
	expect(await driver.resources()).toEqual(noResources());
	let most = 0;
	for (let cycle = 0; cycle < CYCLES; cycle++) {
		const run = await folderRequest(design, assets, { memoryBudget: 4e6 });
		const until = (wanted: (snapshot: RunSnapshot) => boolean) =>
			driver.until((snapshot) => snapshot.id === run.id && wanted(snapshot));
		driver.post({ type: 'start', request: run });
		// Somewhere else each time: at once, while it prepares, while it runs, while it is paused.
		if (cycle % 4 > 0) await until(() => true);
		if (cycle % 4 === 2) await until(({ state }) => state === 'running' || state === 'finished');
		if (cycle % 4 === 3) driver.post({ type: 'pause', id: run.id, release: false });
		most = Math.max(most, (await driver.resources()).workers);
		driver.post({ type: 'cancel', id: run.id });
		await until(hasEnded);
		await run.sink.directory.removeEntry(run.sink.folder, { recursive: true }).catch(() => undefined);
	}
	expect(most).toBeGreaterThan(0);
	await expectNothingHeld(driver);
	driver.dispose();
});

it('two runs go one after the other; while the first is paused, the second goes on', { timeout: 120_000 }, async () => {
	const { design, assets } = await paintedCollection(64, 32, 300);
	const first = await folderRequest(design, assets, { memoryBudget: 4e6, priority: 'background' });
	const second = await folderRequest(design, assets, { memoryBudget: 4e6 });
	const driver = driveEngine();
	const of = (id: string, wanted: (snapshot: RunSnapshot) => boolean) =>
		driver.until((snapshot) => snapshot.id === id && wanted(snapshot));
	driver.post({ type: 'start', request: first });
	await of(first.id, ({ state }) => state === 'running');
	driver.post({ type: 'start', request: second });
	driver.post({ type: 'pause', id: first.id, release: false });
	await of(first.id, ({ state }) => state === 'paused');
	expect(await of(second.id, hasEnded)).toMatchObject({ state: 'finished', done: 300 });
	driver.post({ type: 'resume', id: first.id });
	expect(await of(first.id, hasEnded)).toMatchObject({ state: 'finished', done: 300 });
	driver.dispose();
	const running = driver.snapshots.filter(({ state }) => state === 'running').map(({ id }) => id);
	const waiting = driver.snapshots.filter(({ activity }) => activity.startsWith('Waiting'));
	expect(new Set(running)).toEqual(new Set([first.id, second.id]));
	expect(waiting[0]?.id).toBe(second.id);
	expect(await treeOf(first)).toEqual(await treeOf(second));
});

it(
	'buffers on the graphics device are counted where they are, and gone with the run',
	{ timeout: 240_000 },
	async () => {
		const { design, assets } = await paintedCollection(64, 32, 40);
		const driver = driveEngine();
		const run = await folderRequest(design, assets, { memoryBudget: 4e6, backend: 'webgpu' });
		driver.post({ type: 'start', request: run });
		let most = 0;
		const ended = await driver.until((snapshot) => {
			void driver.resources().then(({ gpuBuffers }) => (most = Math.max(most, gpuBuffers)));
			return hasEnded(snapshot);
		});
		expect(ended).toMatchObject({ state: 'finished', backend: 'webgpu' });
		// Per worker: atlas, offsets, layers, output and a staging buffer.
		expect(most).toBeGreaterThanOrEqual(5);
		const { workers, timers, ...others } = await driver.resources();
		expect({ ...noResources(), ...others }).toEqual(noResources());
		expect([workers, timers]).toEqual([2, 2]);
		await expect.poll(() => driver.resources(), { timeout: 2 * IDLE_MILLISECONDS }).toEqual(noResources());
		driver.dispose();
	},
);

it('workers serve the next run, whatever the last one had them do', { timeout: 240_000 }, async () => {
	const { design, assets } = await paintedCollection(64, 96, 300);
	let started = 0;
	const driver = driveWith({
		band: () => {
			started++;
			return bandWorker();
		},
	});
	const trees: Map<string, string>[] = [];
	const run = async (more: Partial<RunRequest>) => {
		const request = await folderRequest(design, assets, more);
		driver.post({ type: 'start', request });
		const ended = await driver.until((snapshot) => snapshot.id === request.id && hasEnded(snapshot));
		expect(ended).toMatchObject({ state: 'finished', done: 300 });
		trees.push(await treeOf(request));
	};
	await run({});
	await run({ backend: 'canvas2d' });
	// Traits on the disk.
	await run({ memoryBudget: 4e6 });
	expect(started).toBe(2);
	await run({ workers: 3 });
	expect(started).toBe(3);
	for (const tree of trees) expect(tree).toEqual(trees[0]);

	const cancelled = await folderRequest(design, assets);
	driver.post({ type: 'start', request: cancelled });
	await driver.until(({ id, state }) => id === cancelled.id && state === 'running');
	driver.post({ type: 'cancel', id: cancelled.id });
	await driver.until((snapshot) => snapshot.id === cancelled.id && hasEnded(snapshot));
	// Of the three that were there two went with the run.
	await run({});
	expect(started).toBe(4);
	expect(trees.at(-1)).toEqual(trees[0]);
});

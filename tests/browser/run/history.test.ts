/** The list of runs, and what can be done with one of an earlier page. */
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/engine/store/store.ts';
import { holdProject } from '../../../src/ui/run/project-lock.ts';
import {
	ensurePermission,
	forgetRun,
	listRuns,
	nextVolumeName,
	repeatRequest,
} from '../../../src/ui/run/run-history.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { driveEngine, folderRequest, hasEnded, treeOf } from './drive-run.ts';

const COUNT = 200;

async function summaryOf(id: string) {
	const summary = (await listRuns()).runs.find(({ record }) => record.id === id);
	if (summary === undefined) throw new Error('the run is not listed');
	return summary;
}

describe('a run in the list', () => {
	it(
		'is open while it goes on, interrupted when its page is gone, and finished in the end',
		{ timeout: 120_000 },
		async () => {
			const { design, assets } = await paintedCollection(96, 64, COUNT);
			const run = await folderRequest(design, assets, { memoryBudget: 4e6, project: 'cats' });
			const driver = driveEngine();
			driver.post({ type: 'start', request: run });
			await driver.until(({ done, state }) => state === 'running' && done > 0);
			expect(await summaryOf(run.id)).toMatchObject({
				isOpen: true,
				state: expect.stringMatching(/preparing|running/u),
			});
			driver.post({ type: 'pause', id: run.id, release: false });
			await driver.until(({ state }) => state === 'paused');
			driver.dispose();
			// The browser gives the lock of an ended worker back in its own time.
			await expect.poll(async () => (await summaryOf(run.id)).isOpen).toBe(false);
			const summary = await summaryOf(run.id);
			expect(summary).toMatchObject({ total: COUNT, record: { settings: { project: 'cats' } } });
			expect(summary.done).toBeGreaterThan(0);
			expect(summary.obstacle).toBeUndefined();
			expect(await ensurePermission(summary.record)).toBe(true);

			const { runs } = await openStore();
			const record = await runs.get(run.id);
			if (record === undefined) throw new Error('no record');
			await runs.put({ ...record, state: 'running' });
			expect((await summaryOf(run.id)).state).toBe('interrupted');

			const again = driveEngine();
			again.post({ type: 'resume-record', id: run.id });
			expect((await again.until(hasEnded)).state).toBe('finished');
			expect(await summaryOf(run.id)).toMatchObject({ state: 'finished', obstacle: { code: 'not-resumable' } });

			const repeated = repeatRequest(record, { ...run.sink, folder: `again ${run.id}` });
			again.post({ type: 'start', request: repeated });
			await again.until((snapshot) => snapshot.id === repeated.id && hasEnded(snapshot));
			again.dispose();
			expect(await treeOf(repeated)).toEqual(await treeOf(run));

			await forgetRun(run.id);
			expect((await listRuns()).runs.some(({ record }) => record.id === run.id)).toBe(false);
			expect((await runs.tokens(run.id)).chunks).toEqual([]);
		},
	);

	it('suggests a name for each part of its ZIP', async () => {
		const file = await (await navigator.storage.getDirectory()).getFileHandle('Cats (part 2).ZIP', { create: true });
		const { record } = await summaryFor({ kind: 'zip', file });
		expect(nextVolumeName({ ...record, volumes: 0 })).toBe('Cats.zip');
		expect(nextVolumeName({ ...record, volumes: 2 })).toBe('Cats (part 3).zip');
	});
});

async function summaryFor(target: { kind: 'zip'; file: FileSystemFileHandle }) {
	const { design, assets } = await paintedCollection(16, 16, 2);
	const run = await folderRequest(design, assets);
	const driver = driveEngine();
	driver.post({ type: 'start', request: run });
	await driver.until(hasEnded);
	driver.dispose();
	const { runs } = await openStore();
	const record = await runs.get(run.id);
	if (record === undefined) throw new Error('no record');
	await runs.put({ ...record, target });
	return summaryOf(run.id);
}

it('a project is held by one tab at a time', async () => {
	const release = await holdProject('cats');
	expect(release).toBeDefined();
	expect(await holdProject('cats')).toBeUndefined();
	await release?.();
	const next = await holdProject('cats');
	expect(next).toBeDefined();
	await next?.();
});

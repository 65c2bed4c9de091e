/** Lists read summaries and not whole designs; the summaries are never a reason to say something that is not so. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { STAGES } from '../../../src/engine/run/run.ts';
import type { RunRecord } from '../../../src/engine/store/run-record.ts';
import { openFresh, smuggle } from '../../support/fresh-store.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const cats = design([layer('Hat', [trait('Cap'), trait('Crown')])]);
const project = (id: string) => ({ id, name: `Cats ${id}`, updated: 7, design: cats });

function run(id: string): RunRecord {
	const seconds = Object.fromEntries(STAGES.map((stage) => [stage, 1])) as Record<(typeof STAGES)[number], number>;
	return {
		id,
		design: cats,
		planAlgorithm: 1,
		engineVersion: '0.1.0',
		tables: new Uint8Array(300),
		target: { kind: 'http', url: 'http://localhost:1', zip: false },
		range: { first: 1, last: 100 },
		created: 1000,
		finished: [[1, 10]],
		timings: { seconds: 2.5, stages: seconds },
		state: 'paused',
		updated: 2000,
		problems: [],
	};
}

/** Reads of whole records while `work` goes on. */
async function wholeReads(work: () => Promise<unknown>): Promise<number> {
	const get = vi.spyOn(IDBObjectStore.prototype, 'get');
	await work();
	const reads = get.mock.contexts.filter((store) => ['projects', 'runs'].includes((store as IDBObjectStore).name));
	get.mockRestore();
	return reads.length;
}

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});

test('what was stored is listed without reading it', async () => {
	const { projects, runs } = await openFresh();
	await projects.put(project('a'));
	await runs.put(run('r'));
	await runs.replace(run('s'), { rows: new Uint32Array(), sizes: new Uint32Array(), hashes: new Uint8Array() });
	expect(await wholeReads(() => projects.list())).toBe(0);
	expect(await wholeReads(() => runs.list())).toBe(0);
	expect((await runs.list()).runs.map(({ id }) => id).toSorted()).toEqual(['r', 's']);
	await projects.delete('a');
	await runs.delete('r');
	expect((await projects.list()).projects).toEqual([]);
	expect((await runs.list()).runs.map(({ id }) => id)).toEqual(['s']);
	const database = await openDB('tessera');
	expect(await database.getAllKeys('summaries')).toEqual(['runs/s']);
	database.close();
});

test('a summary that cannot be read, or is not there, is no damage: the record itself tells', async () => {
	const { projects, runs } = await openFresh();
	await projects.put(project('a'));
	await runs.put(run('r'));
	const sound = { projects: await projects.list(), runs: await runs.list() };
	for (const junk of [5, { id: 'a' }, [], null]) {
		await smuggle('summaries', junk, 'projects/a');
		await smuggle('summaries', junk, 'runs/r');
		expect({ projects: await projects.list(), runs: await runs.list() }).toEqual(sound);
	}
	const database = await openDB('tessera');
	await database.clear('summaries');
	database.close();
	expect({ projects: await projects.list(), runs: await runs.list() }).toEqual(sound);
});

test('a record that was damaged after it was stored is named once somebody tried to open it', async () => {
	const { projects, runs } = await openFresh();
	await projects.put(project('a'));
	await runs.put(run('r'));
	await smuggle('projects', { ...project('a'), design: 5 });
	await smuggle('runs', { ...run('r'), tables: 'none' });
	await expect(projects.get('a')).rejects.toMatchObject({ problem: { message: expect.stringContaining('“Cats a”') } });
	await expect(runs.get('r')).rejects.toMatchObject({ problem: { code: 'record-damaged' } });
	expect(await projects.list()).toMatchObject({ projects: [], problems: [{ place: { record: 'a' } }] });
	expect(await runs.list()).toMatchObject({ runs: [], problems: [{ place: { record: 'r' } }] });
});

test('records of an earlier version get their summaries; what is damaged is still named, and keeps nothing shut', async () => {
	await deleteDB('tessera');
	const earlier = await openDB('tessera', 4, {
		upgrade(database) {
			for (const name of ['projects', 'runs']) database.createObjectStore(name, { keyPath: 'id' });
			for (const name of ['assets', 'rasters', 'handles', 'journal', 'benchmarks', 'calibration']) {
				database.createObjectStore(name);
			}
		},
	});
	const { finished, timings, state, updated, problems } = run('r');
	await earlier.put('projects', project('a'));
	await earlier.put('projects', { id: 'b', name: 'Broken', updated: 1, design: null });
	await earlier.put('runs', run('r'));
	await earlier.put('journal', { finished, timings, state, updated, problems }, 'r/progress');
	await earlier.put('runs', { id: 'alien' });
	earlier.close();

	const store = await openFresh();
	expect(await wholeReads(() => store.projects.list())).toBe(1);
	expect(await wholeReads(() => store.runs.list())).toBe(1);
	expect(await store.projects.list()).toMatchObject({
		projects: [{ id: 'a', name: 'Cats a', updated: 7 }],
		problems: [{ place: { record: 'b' } }],
	});
	expect(await store.runs.list()).toMatchObject({
		runs: [{ id: 'r', finished: [[1, 10]] }],
		problems: [{ place: { record: 'alien' } }],
	});
	expect(await store.runs.get('r')).toEqual(run('r'));
});

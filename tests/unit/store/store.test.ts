import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Design } from '../../../src/engine/design/design.ts';
import type { RunRecord } from '../../../src/engine/store/run-record.ts';
import type { Raster } from '../../../src/engine/raster/raster.ts';
import { collectRaster, streamOf } from '../../../src/engine/raster/strips.ts';
import { keptDrawing } from '../../../src/engine/store/kept-drawing.ts';
import type { RasterStore } from '../../../src/engine/store/rasters.ts';
import { openFresh, smuggle } from '../../support/fresh-store.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const HASHES = [1, 2, 3, 4].map((digit) => String(digit).repeat(64));

function catsWith(...hashes: string[]): Design {
	const asset = { name: 'a.png', type: 'image/png', bytes: 3 };
	return design([layer('Hat', [trait('Cap', { parts: hashes.map((hash) => ({ asset: hash })) })])], {
		assets: Object.fromEntries(hashes.map((hash) => [hash, asset])),
	});
}

function run(id: string, more: Partial<RunRecord> = {}): RunRecord {
	const stages = {
		plan: 1,
		decode: 0,
		index: 0,
		lookup: 0,
		composite: 0,
		encode: 0,
		assemble: 0,
		checksum: 0,
		write: 0,
	};
	return {
		id,
		design: catsWith(HASHES[0]),
		planAlgorithm: 1,
		engineVersion: '0.1.0',
		tables: Uint8Array.of(1, 2, 3),
		target: { kind: 'http', url: 'http://localhost:1', zip: false },
		range: { first: 1, last: 100 },
		finished: [
			[1, 10],
			[21, 30],
		],
		timings: { seconds: 2.5, stages },
		state: 'paused',
		created: 1000,
		updated: 2000,
		problems: [{ code: 'odd', severity: 'warning', message: 'Odd.', place: { layer: 'Hat' } }],
		...more,
	};
}

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('projects', () => {
	test('are kept, listed newest first, replaced and deleted', async () => {
		const { projects } = await openFresh();
		await projects.put({ id: 'a', name: 'Cats', design: catsWith(HASHES[0]), updated: 1 });
		await projects.put({ id: 'b', name: 'Dogs', design: catsWith(), updated: 2 });
		await projects.put({ id: 'a', name: 'Cats 2', design: catsWith(HASHES[1]), updated: 3 });
		expect(await projects.list()).toEqual({
			projects: [
				{ id: 'a', name: 'Cats 2', updated: 3 },
				{ id: 'b', name: 'Dogs', updated: 2 },
			],
			problems: [],
		});
		expect(await projects.get('a')).toEqual({ id: 'a', name: 'Cats 2', design: catsWith(HASHES[1]), updated: 3 });
		await projects.delete('a');
		expect(await projects.get('a')).toBeUndefined();
	});
	test('survive the page: another thread reads what one wrote', async () => {
		const first = await openFresh();
		await first.projects.put({ id: 'a', name: 'Cats', design: catsWith(), updated: 1 });
		const second = await openFresh();
		expect(second).not.toBe(first);
		expect((await second.projects.get('a'))?.name).toBe('Cats');
	});
	test('a damaged one is named, left alone, and harms no other', async () => {
		const { projects } = await openFresh();
		await projects.put({ id: 'a', name: 'Cats', design: catsWith(), updated: 1 });
		await smuggle('projects', { id: 'b', name: 'Broken', updated: 'yesterday', design: null });
		await smuggle('projects', { id: 'c', name: 'No design', updated: 5, design: { version: 1 } });
		const { projects: listed, problems } = await projects.list();
		expect(listed.map(({ id }) => id)).toEqual(['a']);
		expect(problems).toMatchObject([
			{ code: 'record-damaged', message: expect.stringContaining('“Broken”'), place: { record: 'b' } },
			{ code: 'design-invalid', message: expect.stringContaining('“No design”'), place: { record: 'c' } },
		]);
		await expect(projects.get('b')).rejects.toMatchObject({ problem: { code: 'record-damaged' } });
		await expect(projects.get('c')).rejects.toMatchObject({
			problem: { code: 'design-invalid', message: expect.stringContaining('“No design”') },
		});
		await projects.delete('b');
		expect((await projects.list()).problems).toMatchObject([{ place: { record: 'c' } }]);
	});
});

const blob = (text: string): Blob => new Blob([text], { type: 'image/png' });

describe('assets', () => {
	test('come back as they were', async () => {
		const { assets } = await openFresh();
		await assets.putMany([
			[HASHES[0], blob('one')],
			[HASHES[1], blob('two')],
		]);
		const read = await assets.get(HASHES[1]);
		expect(await read?.text()).toBe('two');
		expect(read?.type).toBe('image/png');
		expect(await assets.has(HASHES[0])).toBe(true);
		expect(await assets.has(HASHES[2])).toBe(false);
		expect(await assets.get(HASHES[2])).toBeUndefined();
	});
	test('garbage is what neither a project, a run nor the caller names', async () => {
		const { assets, projects, runs, rasters } = await openFresh();
		await assets.putMany(HASHES.map((hash) => [hash, blob(hash)]));
		const raster = { width: 1, height: 1, data: new Uint8Array(4) };
		for (const hash of HASHES) await keep(rasters, hash, raster);
		await projects.put({ id: 'a', name: 'Cats', design: catsWith(HASHES[0]), updated: 1 });
		await runs.put(run('r', { design: catsWith(HASHES[1]) }));
		expect(await assets.collectGarbage([HASHES[2]])).toBe(1);
		const left = await Promise.all(HASHES.map((hash) => assets.has(hash)));
		expect(left).toEqual([true, true, true, false]);
		expect(await kept(rasters, HASHES[0], 1, 1)).toEqual(raster);
		expect(await rasters.get(HASHES[3], 1, 1)).toBeUndefined();
		await projects.delete('a');
		expect(await assets.collectGarbage()).toBe(2);
	});
	test('a damaged project keeps its assets', async () => {
		const { assets } = await openFresh();
		await assets.putMany([[HASHES[0], blob('one')]]);
		await smuggle('projects', { id: 'b', design: { future: { [HASHES[0]]: {} } } });
		expect(await assets.collectGarbage()).toBe(0);
	});
});

async function keep(rasters: RasterStore, hash: string, ...strips: Raster[]): Promise<void> {
	const height = strips.reduce((sum, strip) => sum + strip.height, 0);
	const writer = rasters.put(hash, strips[0].width, height);
	for (const strip of strips) await writer.add(strip);
	await writer.finish();
}

async function kept(rasters: RasterStore, hash: string, width: number, height: number): Promise<Raster | undefined> {
	const stream = await rasters.get(hash, width, height);
	return stream && collectRaster(stream);
}

describe('rasters', () => {
	const strip = { width: 300, height: 20, data: new Uint8Array(300 * 20 * 4).map((_, i) => i * 7) };
	const empty = { width: 300, height: 5, data: new Uint8Array(300 * 5 * 4) };
	const whole = { width: 300, height: 25, data: Uint8Array.of(...empty.data, ...strip.data) };
	const KEY = `${HASHES[0]}@300x25`;
	test('come back exactly, by asset and size, and take less room', async () => {
		const { rasters } = await openFresh();
		await keep(rasters, HASHES[0], empty, strip);
		expect(await kept(rasters, HASHES[0], 300, 25)).toEqual(whole);
		expect(await rasters.get(HASHES[0], 25, 300)).toBeUndefined();
		const database = await openDB('tessera');
		const [first, second] = [await database.get('rasters', `${KEY}/0`), await database.get('rasters', `${KEY}/1`)];
		expect(first.deflated.length).toBeLessThan(10);
		expect(second.deflated.length).toBeLessThan(strip.data.length / 10);
		database.close();
	});
	test('one that was broken off is not there', async () => {
		const { rasters } = await openFresh();
		await rasters.put(HASHES[0], 300, 25).add(empty);
		expect(await rasters.get(HASHES[0], 300, 25)).toBeUndefined();
	});
	test.each([
		['text', 'text'],
		['of another height', { strips: [20] }],
		['of strips without rows', { strips: [25, 0] }],
	])('a damaged one, %s, counts as missing', async (_what, record) => {
		const { rasters } = await openFresh();
		await smuggle('rasters', record, KEY);
		expect(await rasters.get(HASHES[0], 300, 25)).toBeUndefined();
	});
	test.each([
		['not deflated', { x: 0, y: 0, width: 300, height: 20, deflated: Uint8Array.of(1, 2, 3) }],
		['another size', { x: 0, y: 0, width: 20, height: 300, deflated: Uint8Array.of(3, 0) }],
		['too short', { x: 0, y: 0, width: 300, height: 20, deflated: Uint8Array.of(3, 0) }],
		['of another kind', 'text'],
	])('from a damaged strip on, %s, it is drawn anew', async (_what, record) => {
		const { rasters } = await openFresh();
		// What is kept differs from what is drawn, so that one can tell which was used.
		const older = whole.data.map((value) => value ^ 1);
		const top = { width: 300, height: 5, data: older.slice(0, 5 * 1200) };
		const bottom = { width: 300, height: 20, data: older.slice(5 * 1200) };
		await keep(rasters, HASHES[0], top, bottom);
		const draw = () => streamOf(whole);
		const read = async () => (await collectRaster(await keptDrawing(rasters, HASHES[0], 300, 25, draw))).data;
		expect(await read()).toEqual(older);
		await smuggle('rasters', record, `${KEY}/1`);
		expect(await read()).toEqual(Uint8Array.of(...top.data, ...strip.data));
		expect(await read()).toEqual(whole.data);
	});
	test('what was drawn is kept, and only when it was read to its end', async () => {
		const { rasters } = await openFresh();
		const inTwo = () => ({ width: 300, height: 25, strips: [empty, strip] });
		for await (const first of (await keptDrawing(rasters, HASHES[0], 300, 25, inTwo)).strips) {
			expect(first).toBe(empty);
			break;
		}
		expect(await rasters.get(HASHES[0], 300, 25)).toBeUndefined();
		await collectRaster(await keptDrawing(rasters, HASHES[0], 300, 25, inTwo));
		expect(await kept(rasters, HASHES[0], 300, 25)).toEqual(whole);
	});
});

describe('runs', () => {
	test('are kept whole, listed newest first, replaced and deleted', async () => {
		const { runs } = await openFresh();
		const { tables: _none, ...young } = run('b', { created: 3000, target: { kind: 'zip-stream', name: 'Cats.zip' } });
		await runs.put(run('a'));
		await runs.put(young);
		const { design: _design, tables: _tables, ...rest } = run('a');
		const { design: listed, ...youngRest } = young;
		const { name, seed, output } = listed;
		expect(await runs.list()).toEqual({
			runs: [youngRest, rest].map((record) => ({ ...record, design: { name, seed, output } })),
			problems: [],
		});
		await runs.put(run('a', { state: 'finished', finished: [[1, 100]] }));
		expect(await runs.get('a')).toMatchObject({ state: 'finished', finished: [[1, 100]] });
		await runs.delete('a');
		expect(await runs.get('a')).toBeUndefined();
	});
	const damaged: [string, Record<string, unknown>][] = [
		['state', { state: 'dreaming' }],
		['range', { range: { first: 5, last: 4 } }],
		[
			'finished',
			{
				finished: [
					[1, 5],
					[5, 6],
				],
			},
		],
		['target.kind', { target: { kind: 'tape' } }],
		['target.directory', { target: { kind: 'folder', directory: 'C:\\', folder: 'x' } }],
		['timings.stages.write', { timings: { seconds: 1, stages: { ...run('x').timings.stages, write: -1 } } }],
		['tables', { tables: [1, 2, 3] }],
		['design', { design: 5 }],
		['problems.0.severity', { problems: [{ code: 'x', severity: 'fatal', message: '' }] }],
	];
	test.each(damaged)('a record with a damaged %s is named and left alone', async (_field, change) => {
		const { runs } = await openFresh();
		await runs.put(run('good'));
		await smuggle('runs', { ...run('bad', { created: 5 }), ...change });
		const { runs: listed, problems } = await runs.list();
		expect(listed.map(({ id }) => id)).toEqual(['good']);
		expect(problems).toHaveLength(1);
		await expect(runs.get('bad')).rejects.toMatchObject({ problem: { code: problems[0].code } });
	});
});

describe('when storage fails', () => {
	test('no IndexedDB at all', async () => {
		vi.stubGlobal('indexedDB', undefined);
		Reflect.deleteProperty(globalThis, 'indexedDB');
		await expect(openFresh()).rejects.toMatchObject({ problem: { code: 'storage-unavailable' } });
	});
	test('an opening that failed is tried again', async () => {
		const factory = new IDBFactory();
		const open = vi.spyOn(factory, 'open').mockImplementationOnce(() => {
			throw new DOMException('denied', 'SecurityError');
		});
		vi.stubGlobal('indexedDB', factory);
		vi.resetModules();
		const { openStore } = await import('../../../src/engine/store/store.ts');
		await expect(openStore()).rejects.toMatchObject({ problem: { code: 'storage-unavailable' } });
		const store = await openStore();
		expect(await store.projects.list()).toEqual({ projects: [], problems: [] });
		expect(open).toHaveBeenCalledTimes(2);
	});
	test('a newer version of the app has been here', async () => {
		(await openDB('tessera', 99)).close();
		await expect(openFresh()).rejects.toMatchObject({ problem: { code: 'storage-newer' } });
	});
	test('a newer version of the app may take over', async () => {
		const { projects } = await openFresh();
		const newer = await openDB('tessera', 99);
		newer.close();
		await expect(projects.list()).rejects.toMatchObject({ problem: { code: 'storage-newer' } });
	});
	test('the quota is exceeded', async () => {
		const { projects } = await openFresh();
		const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError');
		});
		const storing = projects.put({ id: 'a', name: 'Cats', design: catsWith(), updated: 1 });
		await expect(storing).rejects.toMatchObject({ problem: { code: 'storage-full' } });
		put.mockRestore();
	});
	test('what cannot be stored is a bug of the caller, not a problem of the storage', async () => {
		const { runs } = await openFresh();
		const bad = { ...run('a'), state: (() => 'running') as never };
		await expect(runs.put(bad)).rejects.toMatchObject({ name: 'DataCloneError' });
	});
});

test('files that change while they are stored are named, and none is kept', async () => {
	const { assets } = await openFresh();
	const file = new File(['cap'], 'Cap.png');
	// As in Chromium, which copies files when the transaction ends and then aborts it.
	vi.spyOn(file, 'slice').mockImplementation(() => {
		throw new DOMException('The requested file could not be read.', 'NotReadableError');
	});
	const { put } = IDBObjectStore.prototype;
	const copying = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function copy(
		this: IDBObjectStore,
		value: unknown,
		key,
	) {
		const request = put.call(this, value === file ? 'copy' : value, key);
		if (value === file) this.transaction.abort();
		return request;
	});
	const stored = assets.putMany([
		[HASHES[0], new Blob(['good'])],
		[HASHES[1], file],
	]);
	await expect(stored).rejects.toMatchObject({ problem: { code: 'file-changed' } });
	await expect(stored).rejects.toThrow('“Cap.png” was changed');
	copying.mockRestore();
	expect(await assets.has(HASHES[1])).toBe(false);
});

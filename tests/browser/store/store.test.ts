import { afterEach, beforeEach, expect, test } from 'vitest';
import { deleteDB } from 'idb';
import { openSink } from '../../../src/engine/output/open-sink.ts';
import { collectRaster, streamOf } from '../../../src/engine/raster/strips.ts';
import { keptDrawing } from '../../../src/engine/store/kept-drawing.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const HASH = 'a'.repeat(64);

let root: FileSystemDirectoryHandle;
beforeEach(async () => {
	await deleteDB('tessera');
	root = await navigator.storage.getDirectory();
});

afterEach(async () => {
	await root.removeEntry('store-test', { recursive: true }).catch(() => undefined);
});

test('assets and drawings survive in a real database', async () => {
	const { assets, rasters } = await openStore();
	await assets.putMany([[HASH, new Blob(['image'], { type: 'image/png' })]]);
	const asset = await assets.get(HASH);
	expect([await asset?.text(), asset?.type]).toEqual(['image', 'image/png']);
	const raster = { width: 500, height: 300, data: new Uint8Array(500 * 300 * 4).map((_, i) => i >> 3) };
	await collectRaster(await keptDrawing(rasters, HASH, 500, 300, () => streamOf(raster)));
	const kept = await rasters.get(HASH, 500, 300);
	expect(kept && (await collectRaster(kept))).toEqual(raster);
});

test('a folder that was put away can be written to after it is read back', async () => {
	const { handles } = await openStore();
	const directory = await root.getDirectoryHandle('store-test', { create: true });
	await handles.put('last-folder', directory);
	const read = await handles.get('last-folder');
	if (read === undefined) throw new Error('the handle is gone');
	expect(await read.isSameEntry(directory)).toBe(true);
	const sink = await openSink({ kind: 'folder', directory: read, folder: 'Run' });
	await sink.write({ path: '1.png', bytes: new Uint8Array(3) });
	await sink.close();
	await (await directory.getDirectoryHandle('Run')).getFileHandle('1.png');
	expect(await handles.get('another')).toBeUndefined();
});

test('a run comes back with the handle of its target', async () => {
	const { runs } = await openStore();
	const directory = await root.getDirectoryHandle('store-test', { create: true });
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
	await runs.put({
		id: 'run',
		design: design([layer('Hat', [trait('Cap')])]),
		planAlgorithm: 1,
		engineVersion: '0.1.0',
		target: { kind: 'folder', directory, folder: 'Run' },
		range: { first: 1, last: 3 },
		finished: [[1, 2]],
		timings: { seconds: 1, stages },
		state: 'running',
		created: 1,
		updated: 2,
		problems: [],
	});
	const record = await runs.get('run');
	expect(record?.finished).toEqual([[1, 2]]);
	expect(record?.target.kind === 'folder' && (await record.target.directory.isSameEntry(directory))).toBe(true);
	expect((await runs.list()).problems).toEqual([]);
});

test('deleting the database from elsewhere is not held up, and the store opens it again', async () => {
	const { projects } = await openStore();
	await projects.put({ id: 'a', name: 'Cats', design: design([]), updated: 1 });
	await deleteDB('tessera');
	expect(await projects.list()).toEqual({ projects: [], problems: [] });
});

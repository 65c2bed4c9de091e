import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findIncomplete, prepareOutputFolder } from '../../../scripts/lib/output-folder.mjs';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tessera-out-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...paths: string[]): void {
	for (const path of paths) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), 'x');
	}
}
const list = (): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(folder.length + 1)
				.replaceAll('\\', '/'),
		)
		.toSorted();

const COLLECTION = ['images/1.png', 'images/2.png', 'metadata/1.json', 'metadata/2.json', '_metadata.json', 'run.json'];

test('a new or empty folder is taken, anything else refused with what to do', () => {
	const options = { force: false, zipName: 'a.zip' };
	prepareOutputFolder(join(folder, 'new'), options);
	prepareOutputFolder(folder, options);
	write('file');
	expect(() => prepareOutputFolder(folder, options)).toThrow('Choose another folder with --out, or add --force');
	expect(() => prepareOutputFolder(join(folder, 'file'), { ...options, force: true })).toThrow('is a file');
	expect(list()).toEqual(['file']);
});

test('--force removes the earlier collection and nothing else', () => {
	const mine = ['images/cover.png', 'images/1.psd', 'metadata/notes.json', 'readme.txt', 'other.zip'];
	write(...COLLECTION, ...mine, 'images/3.png.part', 'a.zip', 'a.zip.part');
	prepareOutputFolder(folder, { force: true, zipName: 'a.zip' });
	expect(list()).toEqual(mine.toSorted());
});

test('a collection is complete only when every file is there, whole and not empty', () => {
	const expected = { first: 1, last: 2, extension: 'png' };
	write(...COLLECTION);
	expect(findIncomplete(folder, expected)).toEqual([]);
	expect(findIncomplete(folder, { ...expected, last: 3 })).toEqual(['images/3.png', 'metadata/3.json']);
	for (const path of COLLECTION) {
		writeFileSync(join(folder, path), '');
		expect(findIncomplete(folder, expected)).toEqual([path]);
		writeFileSync(join(folder, path), 'x');
	}
	write('images/2.png.part', 'run.json.part');
	expect(findIncomplete(folder, expected)).toEqual(['run.json.part', 'images/2.png.part']);
});

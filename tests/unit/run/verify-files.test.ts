import { describe, expect, it } from 'vitest';
import { tokenMetadataFile } from '../../../src/engine/metadata/token-files.ts';
import { verifyFiles } from '../../../src/engine/run/verify-files.ts';
import { FakeDisk } from '../../support/fake-file-system.ts';
import { design, layer, plan, trait } from '../../support/small-design.ts';

const cats = design([layer('Hat', [trait('Cap')])]);
const files = { design: cats, plan: plan([[0], [0], [0], [0]]), tokenFiles: true, thumbnailSeconds: 0 };

async function write(disk: FakeDisk, path: string, content: Uint8Array | string): Promise<void> {
	const names = ['Run', ...path.split('/')];
	let folder = disk.root;
	for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
	const file = await folder.getFileHandle(names.at(-1) ?? '', { create: true });
	file.content = Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

async function tokensOf(images: Uint8Array<ArrayBuffer>[]) {
	const hashes = new Uint8Array(images.length * 32);
	for (const [i, image] of images.entries()) {
		hashes.set(new Uint8Array(await crypto.subtle.digest('SHA-256', image)), i * 32);
	}
	return { rows: Uint32Array.from(images, (_, row) => row), sizes: Uint32Array.from(images, (i) => i.length), hashes };
}

const images = [1, 2, 3, 4].map((value) => new Uint8Array(50).fill(value));

describe('verifyFiles', () => {
	it('finds what is missing, cut short or other than it was, images and metadata alike', async () => {
		const disk = new FakeDisk();
		await write(disk, 'images/1.png', images[0]);
		await write(disk, 'images/2.png', images[1].subarray(0, 20));
		await write(disk, 'images/3.png', images[0]);
		await write(disk, 'images/4.png', images[3]);
		for (const row of [0, 1, 2])
			await write(disk, `metadata/${row + 1}.json`, tokenMetadataFile(cats, files.plan, row));
		const target = { kind: 'folder' as const, directory: disk.root, folder: 'Run' };
		expect(await verifyFiles(target, files, await tokensOf(images), () => undefined)).toEqual([
			{ row: 1, why: 'truncated' },
			{ row: 2, why: 'foreign' },
			{ row: 3, why: 'missing' },
		]);
	});

	it('removes what the browser left half written of this run, and nothing else', async () => {
		const disk = new FakeDisk();
		const ours = ['images/1.png.crswap', 'images/4.png.12.crswap', 'metadata/2.json.crswap', 'run.json.crswap'];
		const others = [
			'images/5.png.crswap',
			'images/1.jpg.crswap',
			'images/notes.crswap',
			'photo.png.crswap',
			'images/01.png.crswap',
		];
		for (const path of [...ours, ...others]) await write(disk, path, 'half');
		const target = { kind: 'folder' as const, directory: disk.root, folder: 'Run' };
		await verifyFiles(target, files, await tokensOf([]), () => undefined);
		expect([...disk.files().keys()]).toEqual(others.map((path) => `Run/${path}`).toSorted());
	});
});

/** The command line from end to end: arguments in, real files out. */
import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';

const ROOT = resolve(import.meta.dirname, '../..');
let folder: string;

test.beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'tessera-generate-'));
});
test.afterEach(() => rm(folder, { recursive: true }));

interface Ended {
	code: number;
	output: string;
}

/** Runs the command in the test's own folder. */
function generate(...words: string[]): Promise<Ended> {
	return new Promise((done) => {
		const command = [join(ROOT, 'scripts/generate.mjs'), ...words];
		execFile(process.execPath, command, { cwd: folder }, (error, stdout, stderr) => {
			done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, output: stdout + stderr });
		});
	});
}

/** Runs a command that must succeed; what it said is the message when it does not. */
async function succeed(...words: string[]): Promise<void> {
	const { code, output } = await generate(...words);
	expect(code, `${words.join(' ')}\n${output}`).toBe(0);
}

const SMALL = ['--count', '12', '--size', '64x48', '--workers', '2'];

/** Hash of every image, by name. */
async function imageHashes(out: string): Promise<Record<string, string>> {
	const names = await readdir(join(folder, out, 'images'));
	const entries = names.toSorted().map(async (name) => {
		const bytes = await readFile(join(folder, out, 'images', name));
		return [name, createHash('sha256').update(bytes).digest('hex')];
	});
	return Object.fromEntries(await Promise.all(entries));
}

test('the sample becomes complete files that a foreign decoder reads', async () => {
	const { code, output } = await generate(...SMALL, '--out', 'a', '--json', 'figures.json');
	expect(output).toContain('12 images');
	expect(code).toBe(0);
	expect((await readdir(join(folder, 'a'))).toSorted()).toEqual(['_metadata.json', 'images', 'metadata', 'run.json']);
	const hashes = await imageHashes('a');
	expect(new Set(Object.values(hashes)).size).toBe(12);
	const all = JSON.parse(await readFile(join(folder, 'a/_metadata.json'), 'utf8')) as { name: string }[];
	for (let token = 1; token <= 12; token++) {
		const image = PNG.sync.read(await readFile(join(folder, 'a/images', `${token}.png`)));
		expect([image.width, image.height]).toEqual([64, 48]);
		const metadata: unknown = JSON.parse(await readFile(join(folder, 'a/metadata', `${token}.json`), 'utf8'));
		expect(metadata).toEqual(all[token - 1]);
	}
	const figures = JSON.parse(await readFile(join(folder, 'figures.json'), 'utf8')) as Record<string, unknown>;
	expect(figures).toMatchObject({ images: 12, workers: 2 });
	for (const name of ['seconds', 'imagesPerSecond', 'bytes', 'tilesMade', 'tilesLookedUp']) {
		expect(figures[name], name).toBeGreaterThan(0);
	}
	if (process.platform === 'linux') expect(figures.peakMemoryMB).toBeGreaterThan(1);
});

test('equal seed, equal bytes; parts by range merge into the whole; another seed differs', async () => {
	await succeed(...SMALL, '--out', 'whole');
	await succeed(...SMALL, '--range', '1-5', '--out', 'left');
	await succeed(...SMALL, '--range', '6-12', '--out', 'right');
	await succeed(...SMALL, '--out', 'other', '--seed', 'two');
	const whole = await imageHashes('whole');
	expect({ ...(await imageHashes('left')), ...(await imageHashes('right')) }).toEqual(whole);
	expect(Object.keys(await imageHashes('left'))).toHaveLength(5);
	expect(Object.values(await imageHashes('other'))).not.toEqual(Object.values(whole));

	await succeed('--merge', 'right', 'left', '--out', 'merged');
	expect(await imageHashes('merged')).toEqual(whole);
	expect(await readFile(join(folder, 'merged/_metadata.json'), 'utf8')).toBe(
		await readFile(join(folder, 'whole/_metadata.json'), 'utf8'),
	);
	const gap = await generate('--merge', 'right', '--out', 'gap');
	expect(gap.code).toBe(1);
	expect(gap.output).toContain('1-5');
});

test('a ZIP holds the same files', async () => {
	await succeed(...SMALL, '--out', 'loose');
	await succeed(...SMALL, '--out', 'zipped', '--zip');
	expect(await readdir(join(folder, 'zipped'))).toEqual(['tessera.zip']);
	const zip = unzipSync(await readFile(join(folder, 'zipped/tessera.zip')));
	const paths = Object.keys(zip).filter((path) => !path.endsWith('/') && path !== 'run.json');
	expect(paths).toHaveLength(12 + 12 + 1);
	for (const path of paths) {
		expect(Buffer.from(zip[path]).equals(await readFile(join(folder, 'loose', path))), path).toBe(true);
	}
});

test('what cannot be done is refused with a message and leaves no collection', async () => {
	const cases: [string[], string][] = [
		[['--seeed', '7'], 'Did you mean --seed?'],
		[['--count', '0'], '--count is "0"'],
		[['--layers', 'nowhere'], 'nowhere cannot be read'],
		[[...SMALL, '--range', '5-13'], 'Tokens 5 to 13 are not all in the collection'],
		[[...SMALL, '--order', 'Hair,Nothing'], 'There is no layer “Nothing”'],
		[[...SMALL, '--order', 'Hair,Base'], 'The order leaves out layer “Background”'],
	];
	for (const [words, message] of cases) {
		const { code, output } = await generate(...words, '--out', 'out');
		expect(output).toContain(message);
		expect(code).toBe(1);
	}
	expect(await readdir(folder)).toEqual([]);
	await writeFile(join(folder, 'notes.txt'), 'mine');
	const { code, output } = await generate(...SMALL, '--out', '.');
	expect(output).toContain('already holds files');
	expect(code).toBe(1);
	expect(await readdir(folder)).toEqual(['notes.txt']);
});

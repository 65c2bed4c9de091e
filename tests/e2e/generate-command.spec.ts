/** The command line from end to end: arguments in, real files out. */
import { expect, test } from '@playwright/test';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { PNG } from 'pngjs';
import { defaultDesign } from '../../src/engine/design/default-design.ts';
import type { Design } from '../../src/engine/design/design.ts';

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

test('a list of tokens decides the collection, whatever the seed', async () => {
	await succeed(...SMALL, '--out', 'whole');
	const wanted = await imageHashes('whole');
	await succeed('--size', '64x48', '--seed', 'x', '--tokens', 'whole/_metadata.json', '--out', 'again');
	expect(await imageHashes('again')).toEqual(wanted);
	const all = JSON.parse(await readFile(join(folder, 'whole/_metadata.json'), 'utf8')) as object[];
	await writeFile(join(folder, 'last.json'), JSON.stringify(all.slice(-2)));
	await succeed('--size', '64x48', '--tokens', 'last.json', '--out', 'last');
	// The compression is tuned to each collection, so these are the same pixels in other bytes.
	for (const [name, original] of [
		['1.png', '11.png'],
		['2.png', '12.png'],
	]) {
		const image = PNG.sync.read(await readFile(join(folder, 'last/images', name)));
		expect(image.data.equals(PNG.sync.read(await readFile(join(folder, 'whole/images', original))).data)).toBe(true);
	}
	await writeFile(join(folder, 'odd.json'), '[{"attributes":[{"trait_type":"Hair","value":"Antlers"}]}]');
	await writeFile(join(folder, 'bad.json'), '[{"attributes":7}]');
	for (const [name, message] of [
		['odd.json', 'layer “Hair” has no trait for “Hair: Antlers”'],
		['bad.json', '“bad.json” is not a list of tokens: 0.attributes should be Array'],
	]) {
		const { code, output } = await generate('--tokens', name, '--out', 'none');
		expect(output).toContain(message);
		expect(code).toBe(1);
	}
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

/** A PNG of one colour, red, green, blue, alpha. */
function plainPng(...color: [number, number, number, number]): Buffer {
	const image = new PNG({ width: 16, height: 16 });
	for (let at = 0; at < image.data.length; at += 4) image.data.set(color, at);
	return PNG.sync.write(image);
}

/** Colour of the first pixel. */
async function firstPixel(path: string): Promise<number[]> {
	return [...PNG.sync.read(await readFile(join(folder, path))).data.subarray(0, 4)];
}

test('a folder of layers: order, names and pixels; what is odd is told and the rest goes on', async () => {
	const layers = {
		'art/01-Sky/Blau & grün#3.png': plainPng(0, 0, 200, 255),
		'art/02-Sun/it’s “☀️”#1.png': plainPng(250, 200, 0, 255),
		'art/02-Sun/broken#1.png': plainPng(1, 2, 3, 255).subarray(0, 40),
		'art/node_modules/junk.png': plainPng(9, 9, 9, 255),
	};
	for (const [path, bytes] of Object.entries(layers)) {
		await mkdir(join(folder, path, '..'), { recursive: true });
		await writeFile(join(folder, path), bytes);
	}
	const { code, output } = await generate('--layers', 'art', '--count', '1', '--out', 'a');
	expect(output).toContain('broken#1.png');
	expect(output).toContain('2 layers');
	expect(code).toBe(0);
	expect(await firstPixel('a/images/1.png')).toEqual([250, 200, 0, 255]);
	const metadata: unknown = JSON.parse(await readFile(join(folder, 'a/metadata/1.json'), 'utf8'));
	expect(metadata).toMatchObject({
		attributes: [
			{ trait_type: 'Sky', value: 'Blau & grün' },
			{ trait_type: 'Sun', value: 'it’s “☀️”' },
		],
	});
	await succeed('--layers', 'art', '--count', '1', '--out', 'b', '--order', 'Sun,Sky');
	expect(await firstPixel('b/images/1.png')).toEqual([0, 0, 200, 255]);
	const tooMany = await generate('--layers', 'art', '--count', '2', '--out', 'c');
	expect(tooMany.code).toBe(1);
	expect(tooMany.output).toContain('error:');
});

test('a saved design, and one with a damaged image', async () => {
	const png = plainPng(10, 20, 30, 255);
	const hash = createHash('sha256').update(png).digest('hex');
	const trait = { id: 't', name: 'Only', weight: 1, parts: [{ asset: hash }], tags: [] };
	const layer = { id: 'l', name: 'L', blend: 'source-over', opacity: 1, unique: true, inMetadata: true } as const;
	const design: Design = {
		...defaultDesign('Saved', 16, 16),
		layers: [{ ...layer, traits: [trait] }],
		assets: { [hash]: { name: 'Only.png', type: 'image/png', bytes: png.length, width: 16, height: 16 } },
	};
	const json = Buffer.from(JSON.stringify(design));
	await writeFile(join(folder, 'good.tessera'), zipSync({ 'design.json': json, [`assets/${hash}`]: png }));
	await succeed('--design', 'good.tessera', '--count', '1', '--out', 'a');
	expect(await firstPixel('a/images/1.png')).toEqual([10, 20, 30, 255]);

	const other = plainPng(0, 0, 0, 255);
	await writeFile(join(folder, 'bad.tessera'), zipSync({ 'design.json': json, [`assets/${hash}`]: other }));
	await writeFile(join(folder, 'text.tessera'), 'not a ZIP');
	for (const [name, message] of [
		['bad.tessera', 'The image “Only.png” is missing from “bad.tessera”, or damaged.'],
		['text.tessera', '“text.tessera” is not a saved design'],
	]) {
		const { code, output } = await generate('--design', name, '--out', 'b');
		expect(output).toContain(message);
		expect(code).toBe(1);
	}
});

test('Ctrl+C stops the run, keeps whole files only and ends with code 130', async () => {
	test.skip(process.platform === 'win32', 'Windows has no interrupt signal to send');
	const words = ['--count', '5000', '--size', '512', '--out', 'a'];
	const child = spawn(process.execPath, [join(ROOT, 'scripts/generate.mjs'), ...words], { cwd: folder });
	let output = '';
	child.stderr.on('data', (data) => (output += String(data)));
	const ended = new Promise<number | null>((done) => child.once('close', done));
	const count = (): Promise<number> =>
		readdir(join(folder, 'a/images')).then(
			(names) => names.length,
			() => 0,
		);
	await expect.poll(count, { timeout: 120_000 }).toBeGreaterThan(0);
	child.kill('SIGINT');
	expect(await ended, output).toBe(130);
	expect(output).toContain('The run was stopped');
	const names = await readdir(join(folder, 'a/images'));
	expect(names.length).toBeLessThan(5000);
	for (const name of names) PNG.sync.read(await readFile(join(folder, 'a/images', name)));
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

import { assert, asyncProperty, constantFrom, string, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFolder } from '../../../src/engine/import/import-folder.ts';
import { validateDesign } from '../../../src/engine/design/validate-design.ts';
import { parseDesign } from '../../../src/engine/design/schema.ts';
import type { SourceFile } from '../../../src/engine/import/source-file.ts';
import { pngFile } from '../raster/png-file.ts';
import { codes, file, folder, importPaths, picture, summary } from './folder.ts';

const GOOD = 'Eyes/Good.png';
const text = (words: string) => new TextEncoder().encode(words);
const huge = pngFile({ width: 30_000, height: 30_000, depth: 8, type: 6, rows: Uint8Array.of(0) });

describe('a bad file is named, and the rest goes on', () => {
	it.each([
		['not an image', 'not-an-image', async () => file('Eyes/Bad.png', text('hello'))],
		['cut off', 'image-truncated', async () => file('Eyes/Bad.png', (await picture()).slice(0, -20))],
		['0 bytes', 'empty-file', async () => file('Eyes/Bad.png', new Uint8Array())],
		['30,000 pixels', 'image-too-large', async () => file('Eyes/Bad.png', huge)],
		['path that leads out', 'unsafe-path', async () => file('../Eyes/Bad.png', await picture())],
		['path with an empty name', 'unsafe-path', async () => file('Eyes//Bad.png', await picture())],
		[
			'vanished',
			'unreadable-file',
			async (): Promise<SourceFile> => ({
				path: 'Eyes/Bad.png',
				size: 5,
				blob: () => Promise.reject(new Error('gone')),
			}),
		],
	] as const)('%s', async (_, code, make) => {
		const imported = await importPaths([GOOD], [await make()]);
		expect(summary(imported)).toEqual(['Eyes: Good 1']);
		expect(imported.report.problems).toMatchObject([
			{ code, severity: 'error', message: expect.stringContaining('Bad.png'), hint: expect.any(String) },
		]);
		expect(imported.report.problems[0].place?.file).toContain('Eyes/');
	});
});

describe('odd folders', () => {
	it('without images: an error that says so', async () => {
		const files = [file('readme.txt', text('hi')), file('Eyes/a.png', text('no image'))];
		await expect(importFolder(files, { name: 'x' })).rejects.toMatchObject({
			problem: { code: 'no-images', message: expect.stringContaining('Eyes/a.png') },
		});
		await expect(importFolder([], { name: 'x' })).rejects.toMatchObject({ problem: { code: 'no-images' } });
	});

	it('an empty layer is left out and named', async () => {
		const others = [file('Hat/.DS_Store', text('x')), file('Mouth/a.png', text('x'))];
		const imported = await importPaths([GOOD], others);
		expect(summary(imported)).toEqual(['Eyes: Good 1']);
		const empty = imported.report.problems.filter(({ code }) => code === 'empty-layer');
		expect(empty.map(({ place }) => place?.layer).sort()).toEqual(['Hat', 'Mouth']);
	});

	it('hidden files are counted, a config and other files are named', async () => {
		const others = ['.DS_Store', 'Eyes/Thumbs.db', '__MACOSX/Eyes/._Good.png', 'config.js', 'notes.txt'];
		const imported = await importPaths(
			[GOOD],
			others.map((path) => file(path, text('x'))),
		);
		expect(codes(imported)).toEqual(['hidden-files', 'config-ignored', 'other-files']);
		expect(imported.report.problems[0].message).toMatch(/^3 hidden/);
		expect(imported.report.files).toBe(6);
	});

	it('loose images beside the layers are left out and named', async () => {
		const imported = await importPaths([GOOD, 'cover.png']);
		expect(summary(imported)).toEqual(['Eyes: Good 1']);
		expect(imported.report.problems).toMatchObject([{ code: 'loose-images', place: { file: 'cover.png' } }]);
	});

	it('two layers of one name, by case or Unicode form, are told apart', async () => {
		const imported = await importPaths(['Caf\u00e9/a.png', 'cafe\u0301/b.png', 'Eyes/a.png', 'EYES/b.png']);
		expect(imported.design.layers.map(({ name }) => name).sort()).toEqual(['Café', 'EYES', 'Eyes 2', 'café 2']);
		expect(codes(imported)).toEqual(['duplicate-layer', 'duplicate-layer']);
	});

	it('two traits of one name are told apart', async () => {
		const imported = await importPaths(['Eyes/Red#5.png', 'Eyes/red#7.png']);
		expect(summary(imported)).toEqual(['Eyes: Red 5, red 2 7']);
		expect(imported.report.problems).toMatchObject([
			{ code: 'duplicate-trait', place: { layer: 'Eyes', trait: 'red 2' } },
		]);
	});

	it('equal files share an asset', async () => {
		const bytes = await picture();
		const files = [file('Eyes/a.png', bytes), file('Eyes/b.png', bytes), file('Hat/c.png', bytes)];
		const imported = await importFolder(files, { name: 'x' });
		expect(imported.assets.size).toBe(1);
		expect(codes(imported)).toEqual(['equal-images']);
	});

	it('other sizes than most are named; the most frequent becomes the output', async () => {
		const others = [file('Hat/a.png', await picture(8, 4)), file('Hat/b.png', await picture(8, 4))];
		const imported = await importPaths([GOOD], [...others, file('Hat/c.png', await picture(9, 9))]);
		expect(imported.design.output).toMatchObject({ width: 8, height: 4 });
		expect(imported.report.problems).toContainEqual(
			expect.objectContaining({ code: 'sizes-differ', message: expect.stringContaining('Hat/c.png, 9 × 9') }),
		);
	});

	it.each([
		['24 24', 1080, 1080],
		['60000 30000', 1080, 540],
		['1744 1000', 1744, 1000],
	])('drawings alone, of %s units, give the output its shape', async (units, width, height) => {
		const svg = text(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${units}"></svg>`);
		const imported = await importPaths([], [file('Eyes/a.svg', svg)]);
		expect(imported.design.output).toMatchObject({ width, height, resampling: 'smooth' });
		expect(imported.report.problems).toEqual([]);
	});

	it.each([
		['pixelated', 128, 24],
		['smooth', 129, 24],
	])('images are enlarged %s when the largest has %i pixels a side', async (resampling, width, height) => {
		const imported = await importPaths([GOOD], [file('Hat/a.png', await picture(width, height))]);
		expect(imported.design.output.resampling).toBe(resampling);
	});

	it('a wrong extension is read by content', async () => {
		const imported = await importPaths([], [file('Eyes/a.jpg', await picture())]);
		expect(Object.values(imported.design.assets)[0].type).toBe('image/png');
		expect(codes(imported)).toEqual(['other-type']);
	});
});

describe('names', () => {
	it.each([
		['quotes "and" \'such\'', 'quotes "and" \'such\''],
		['🎩 Émoji', '🎩 Émoji'],
		['v1.5 beta', 'v1.5 beta'],
		['e\u0301te\u0301', 'été'],
		['-dash_ünder', '-dash_ünder'],
		['<script>', '<script>'],
	])('%s', async (written, name) => {
		const imported = await importPaths([`Eyes/${written}.png`]);
		expect(imported.design.layers[0].traits[0].name).toBe(name);
		expect(imported.report.problems).toEqual([]);
	});

	it('a long name, a reserved one and a missing one get a word', async () => {
		const long = 'x'.repeat(201);
		const imported = await importPaths([`Eyes/${long}.png`, 'Eyes/con.png', 'Eyes/#5.png']);
		expect(imported.design.layers[0].traits.map(({ name }) => name)).toEqual(['Trait 1', 'con', long]);
		expect(codes(imported).sort()).toEqual(['long-name', 'no-name', 'reserved-name']);
	});

	it('any names at all give a valid design', async () => {
		const bytes = await picture();
		const segment = string({
			unit: constantFrom('a', 'B', '#', '5', '.', ',', 'z', '-', '_', '+', ' ', 'é', '?', '0'),
			minLength: 1,
			maxLength: 8,
		});
		const names = uniqueArray(segment, { minLength: 1, maxLength: 6 });
		await assert(
			asyncProperty(names, names, async (layers, traits) => {
				const paths = layers.flatMap((layer) => traits.map((trait) => `${layer}/${trait}.png`));
				let imported;
				try {
					imported = await importFolder(
						paths.map((path) => file(path, bytes)),
						{ name: 'x' },
					);
				} catch (error) {
					expect(error).toMatchObject({ problem: { code: 'no-images' } });
					return;
				}
				expect(parseDesign(imported.design)).toEqual(imported.design);
				const problems = validateDesign(imported.design).filter(({ code }) => code !== 'weights-all-zero');
				expect(problems).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('while importing', () => {
	it('reports each file', async () => {
		const seen: [number, number][] = [];
		await importFolder(await folder(['A/a.png', 'A/b.png', 'B/c.png']), {
			name: 'x',
			onProgress: (done, total) => seen.push([done, total]),
		});
		expect(seen).toEqual([
			[1, 3],
			[2, 3],
			[3, 3],
		]);
	});

	it('stops when aborted', async () => {
		const abort = new AbortController();
		const files = await folder(Array.from({ length: 20 }, (_, i) => `A/${i}.png`));
		const running = importFolder(files, {
			name: 'x',
			signal: abort.signal,
			onProgress: (done) => done === 3 && abort.abort(new Error('enough')),
		});
		await expect(running).rejects.toThrow('enough');
	});
});

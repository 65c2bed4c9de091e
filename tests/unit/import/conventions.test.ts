import { describe, expect, it } from 'vitest';
import { codes, file, importPaths, summary, transparent } from './folder.ts';

describe('plain folders', () => {
	it('every image is a trait of weight 1, in natural order', async () => {
		const imported = await importPaths(['Background/Sky 10.png', 'Background/Sky 2.png', 'Hat/Cap.png']);
		expect(summary(imported)).toEqual(['Background: Sky 2 1, Sky 10 1', 'Hat: Cap 1']);
		expect(imported.report).toMatchObject({ convention: 'plain', files: 3, images: 3, layers: 2, traits: 3 });
	});

	it('leading numbers order the layers and leave their names', async () => {
		const imported = await importPaths(['10-Hat/a.png', '2_Eyes/a.png', '01. Back/a.png', '3 Mouth/a.png']);
		expect(summary(imported)).toEqual(['Back: a 1', 'Eyes: a 1', 'Mouth: a 1', 'Hat: a 1']);
		expect(imported.report.problems).toEqual([]);
	});

	it('numbers that not all layers have are part of the name', async () => {
		const imported = await importPaths(['3 Eyes/a.png', 'Background/a.png']);
		expect(imported.design.layers.map(({ name }) => name)).toEqual(['Background', '3 Eyes']);
	});

	it('without numbers well-known names order the layers, with a warning', async () => {
		const names = ['Accessory', 'Back Accessory', 'Background', 'Clothes', 'Eyes', 'Hair', 'Head', 'Shirt Accessories'];
		const imported = await importPaths(names.map((name) => `${name}/a.png`));
		expect(imported.design.layers.map(({ name }) => name)).toEqual([
			'Background',
			'Back Accessory',
			'Head',
			'Clothes',
			'Eyes',
			'Hair',
			'Accessory',
			'Shirt Accessories',
		]);
		expect(imported.report.problems).toMatchObject([{ code: 'layer-order-guessed', severity: 'warning' }]);
	});

	it('folders within a layer name their images', async () => {
		const imported = await importPaths(['Hat/Caps/Red.png', 'Hat/Crown.png']);
		expect(summary(imported)).toEqual(['Hat: Caps / Red 1, Crown 1']);
		expect(codes(imported)).toEqual(['nested-folder']);
	});

	it('finds the layers below the chosen folder, also in a whole project', async () => {
		const wrapped = await importPaths(['Art/layers/Eyes/a.png', 'Art/layers/Hat/b.png']);
		expect(summary(wrapped)).toEqual(['Eyes: a 1', 'Hat: b 1']);
		const project = await importPaths([
			'layers/Eyes/a.png',
			'layers/Hat/b.png',
			'build/images/1.png',
			'build/images/2.png',
		]);
		expect(summary(project)).toEqual(['Eyes: a 1', 'Hat: b 1']);
		expect(codes(project)).toEqual(['outside-layers']);
	});

	it('a folder of images alone is a single layer', async () => {
		const imported = await importPaths(['a.png', 'b.png']);
		expect(summary(imported)).toEqual(['Test: a 1, b 1']);
		expect(codes(imported)).toEqual(['single-layer']);
	});
});

describe('HashLips', () => {
	it('the name ends at the first #, the weight begins after the last; decimals count', async () => {
		const imported = await importPaths(['Eyes/a#3#7.png', 'Eyes/b#0.15.png', 'Eyes/12.png', 'Eyes/c.d#20.png']);
		expect(imported.report.convention).toBe('hashlips');
		expect(summary(imported)).toEqual(['Eyes: 12 1, a 7, b 0.15, c.d 20']);
		expect(codes(imported)).toEqual([]);
	});

	it('says what is no weight, and what the tool itself misreads', async () => {
		const imported = await importPaths(['Eyes/x#Common.png', 'Eyes/y#0,3.png', 'Eyes/z#5.webp']);
		expect(summary(imported)).toEqual(['Eyes: x 1, y 0.3, z 5']);
		expect(imported.report.problems.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
			'other-type Eyes/z#5.webp',
			'bad-weight Eyes/x#Common.png',
			'weight-read-differently Eyes/y#0,3.png',
			'weight-read-differently Eyes/z#5.webp',
		]);
	});

	it('an empty or transparent None is the chance of no trait', async () => {
		const others = [file('Hat/None#30.png', new Uint8Array()), file('Eyes/none#1.png', await transparent())];
		const imported = await importPaths(['Hat/Cap#10.png', 'Eyes/Blue#3.png', 'Mouth/None#5.png'], others);
		expect(summary(imported)).toEqual(['Mouth: None 5', 'Eyes: Blue 3, None 0.25', 'Hat: Cap 10, None 0.75']);
	});
});

describe('other marks', () => {
	it('HashLips Lab', async () => {
		const imported = await importPaths(['Eyes/Blue__z10__w5__x1__y-2.png', 'Eyes/Red_dot.png', 'Hat/Cap__w0.5.png']);
		expect(imported.report.convention).toBe('hashlips-lab');
		expect(summary(imported)).toEqual(['Eyes: Blue 5, Red_dot 1', 'Hat: Cap 0.5']);
		expect(imported.design.layers[0].traits[0].parts).toMatchObject([{ z: 10, x: 1, y: -2 }]);
		expect(imported.design.output.fit).toBe('none');
	});

	it('HashLips Lab’s offsets are from the upper left corner, also for smaller images', async () => {
		const sizes = await importPaths(
			['Eyes/Blue__x0__y0.png', 'Eyes/b__w1.png'],
			[file('Hat/Dot__x3__y1.png', await (await import('./folder.ts')).picture(4, 2))],
		);
		const [part] = sizes.design.layers[1].traits[0].parts;
		// Centred, a 4 × 2 image would begin at 2, 3 of 8 × 8.
		expect([part.x, part.y]).toEqual([1, -2]);
	});

	it('NiftyKit', async () => {
		const imported = await importPaths(['1_Eyes/Blue__r25.png', '0_Face/Oval__r1000.png']);
		expect(imported.report.convention).toBe('niftykit');
		expect(summary(imported)).toEqual(['Face: Oval 1000', 'Eyes: Blue 25']);
	});

	it('NFT.net', async () => {
		const imported = await importPaths(['01-bg/red+10.png', '01-bg/blue.png', '02-eyes/a+b+2.5.png']);
		expect(imported.report.convention).toBe('nft.net');
		expect(summary(imported)).toEqual(['bg: blue 1, red 10', 'eyes: a+b 2.5']);
	});
});

import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/engine/import/import-folder.ts';
import { codes, file, importPaths, summary } from './folder.ts';

const empty = (path: string) => file(path, new Uint8Array());

/** `trait: file z, file z` of the named layer, file names without folders, parts as they are drawn. */
function parts({ design }: Imported, name: string): string[] {
	const layer = design.layers.find((l) => l.name === name);
	return (layer?.traits ?? []).map((trait) => {
		const files = trait.parts.map(({ asset, z }) => {
			const short = design.assets[asset].name.split('/').pop() ?? '';
			return z === undefined ? short : `${short} z${z}`;
		});
		return `${trait.name}: ${files.join(', ')}`;
	});
}

function attributes({ design }: Imported): string[] {
	return design.layers.flatMap(({ name, attribute, traits }) =>
		traits.map((trait) =>
			(trait.attributes ?? [{ traitType: attribute ?? name, value: trait.name }])
				.map(({ traitType, value }) => `${traitType}=${value}`)
				.join(' & '),
		),
	);
}

describe('nftchef', () => {
	it('is recognised by weights in nested folders or by z prefixes, and says by which', async () => {
		const nested = await importPaths(['Eyes/eye#5/a.png', 'Hat/Cap#1.png']);
		expect(nested.report).toMatchObject({ convention: 'nftchef', reason: expect.stringContaining('Eyes/eye#5') });
		const prefixed = await importPaths(['Eyes/z2,a#5.png', 'Hat/Cap#1.png']);
		expect(prefixed.report).toMatchObject({ convention: 'nftchef', reason: expect.stringContaining('z2,a#5.png') });
	});

	it('draws all files of a picked folder together, in the order of the listing', async () => {
		const imported = await importPaths(['Pack/Bag#50/2fill.png', 'Pack/Bag#50/1lines.png', 'Pack/Rocket#40.png']);
		expect(parts(imported, 'Pack')).toEqual(['Bag: 1lines.png, 2fill.png', 'Rocket: Rocket#40.png']);
		expect(summary(imported)).toEqual(['Pack: Bag 50, Rocket 40']);
		expect(attributes(imported)).toEqual(['Pack=Bag', 'Pack=Rocket']);
	});

	it('draws a picked file below a required one that comes later in the listing', async () => {
		const imported = await importPaths(['Hat/Cap#1/badge#1.png', 'Hat/Cap#1/cap.png']);
		expect(parts(imported, 'Hat')).toEqual(['Cap: badge#1.png, cap.png']);
	});

	it('multiplies the chances on the way down, keeping the layer’s own weights', async () => {
		const imported = await importPaths(['Eyes/eye#60/happy#3/a.png', 'Eyes/eye#60/normal#1/b.png', 'Eyes/star#30.png']);
		expect(summary(imported)).toEqual(['Eyes: happy 45, normal 15, star 30']);
		expect(attributes(imported)).toEqual(['Eyes=happy', 'Eyes=normal', 'Eyes=star']);
	});

	it('adds required items to every pick, and enters required folders', async () => {
		const imported = await importPaths([
			'Head/base.png',
			'Head/Nose/big#1.png',
			'Head/Nose/small#3.png',
			'Head/old#2.png',
			'Head/young#2.png',
		]);
		expect(parts(imported, 'Head')).toEqual([
			'big / old: big#1.png, base.png, old#2.png',
			'big / young: big#1.png, base.png, young#2.png',
			'small / old: small#3.png, base.png, old#2.png',
			'small / young: small#3.png, base.png, young#2.png',
		]);
		expect(summary(imported)).toEqual(['Head: big / old 0.5, big / young 0.5, small / old 1.5, small / young 1.5']);
		expect(attributes(imported)[0]).toBe('Nose=big & Head=old');
	});

	it('inherits z, own z wins', async () => {
		const imported = await importPaths([
			'z2,Hair/z-1,Long#1/z5,top.png',
			'z2,Hair/z-1,Long#1/back.png',
			'z2,Hair/Short#1.png',
		]);
		expect(parts(imported, 'Hair')).toEqual(['Short: Short#1.png z2', 'Long: back.png z-1, z5,top.png z5']);
		expect(codes(imported)).toEqual(['behind-all']);
	});

	it('takes NONE as no trait, with 0 bytes or without, also below the layer', async () => {
		const others = [empty('Hat/NONE#60.png'), empty('Face/Beard/NONE#1.png')];
		const imported = await importPaths(
			['Hat/Cap#20.png', 'Hat/z1,Fez#20.png', 'Face/skin.png', 'Face/Beard/full#3.png'],
			others,
		);
		expect(summary(imported).sort()).toEqual(['Face: Face 0.25, full 0.75', 'Hat: Cap 20, Fez 20, None 0.6']);
		expect(parts(imported, 'Face')).toEqual(['Face: skin.png', 'full: full#3.png, skin.png']);
		expect(attributes(imported)).toContain('');
	});

	it('keeps #0 for what only a rule may choose', async () => {
		const imported = await importPaths(['Hat/Cap#0.png', 'Hat/z1,Fez#20.png', 'Hat/Odd#.png']);
		expect(summary(imported)).toEqual(['Hat: Cap 0, Odd 0, Fez 20']);
	});

	it('reads blend mode and opacity from the file name', async () => {
		const imported = await importPaths(['Glow/z1,soft#5?blend=screen&opacity=40.png']);
		expect(imported.design.layers[0].traits[0].parts).toMatchObject([{ z: 1, blend: 'screen', opacity: 0.4 }]);
	});

	it('tells outcomes apart whose metadata is the same', async () => {
		const imported = await importPaths(['Hat/Cap#1/cap.png', 'Hat/Cap#1/plume#1.png', 'Hat/Cap#1/star#1.png']);
		expect(imported.design.layers[0].traits.map(({ name }) => name)).toEqual(['Cap / plume', 'Cap / star']);
		expect(attributes(imported)).toEqual(['Hat=Cap', 'Hat=Cap']);
	});

	it('leaves out a layer with too many outcomes, naming it', async () => {
		const paths = ['A', 'B', 'C', 'D', 'E'].flatMap((part) =>
			Array.from({ length: 6 }, (_, i) => `Body/${part}/${part}${i}#1.png`),
		);
		const imported = await importPaths([...paths, 'Hat/Cap#1.png']);
		expect(summary(imported)).toEqual(['Hat: Cap 1']);
		expect(imported.report.problems).toContainEqual(
			expect.objectContaining({ code: 'too-many-outcomes', severity: 'error', place: { layer: 'Body' } }),
		);
	});
});

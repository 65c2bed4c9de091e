import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { collectionMetadata, tokenMetadataFile } from '../../../src/engine/metadata/token-files.ts';
import { tokenMetadata } from '../../../src/engine/metadata/token-metadata.ts';
import { design, layer, plan, trait } from '../../support/small-design.ts';

const cats = design([
	layer('Background', [trait('Blue'), trait('Red')]),
	layer('Eyes', [trait('Open')], { attribute: 'Eye type', none: { share: 0.5, value: 'Closed' } }),
	layer('Hat', [trait('Cap')], { none: { share: 0.5 } }),
	layer('Shadow', [trait('Soft')], { inMetadata: false }),
]);

test('one token, whole', () => {
	expect(tokenMetadataFile(cats, plan([[1, 0, 0, 0]]), 0)).toBe(`{
  "name": "Cats #1",
  "description": "One of the Cats.",
  "image": "ipfs://CID/1.png",
  "attributes": [
    {
      "trait_type": "Background",
      "value": "Red"
    },
    {
      "trait_type": "Eye type",
      "value": "Open"
    },
    {
      "trait_type": "Hat",
      "value": "Cap"
    }
  ]
}
`);
});

describe('attributes', () => {
	test('an empty layer is left out unless being empty has a name', () => {
		expect(tokenMetadata(cats, plan([[0, null, null, 0]]), 0)['attributes']).toEqual([
			{ trait_type: 'Background', value: 'Blue' },
			{ trait_type: 'Eye type', value: 'Closed' },
		]);
	});
	test('attributes of a trait of its own replace the usual one, or hide the trait', () => {
		const nested = design([
			layer('Skin', [
				trait('a', {
					attributes: [
						{ traitType: 'Tone', value: 'Dark' },
						{ traitType: 'Marks', value: 'Scar' },
					],
				}),
				trait('b', { attributes: [] }),
			]),
			layer('Hat', [trait('Cap')]),
		]);
		const attributes = (choice: number): unknown => tokenMetadata(nested, plan([[choice, 0]]), 0)['attributes'];
		expect(attributes(0)).toEqual([
			{ trait_type: 'Tone', value: 'Dark' },
			{ trait_type: 'Marks', value: 'Scar' },
			{ trait_type: 'Hat', value: 'Cap' },
		]);
		expect(attributes(1)).toEqual([{ trait_type: 'Hat', value: 'Cap' }]);
	});
	test('a section shows its own layers in its own order, and its name', () => {
		const sections = [
			{ id: 's0', name: 'Early', count: 1 },
			{ id: 's1', name: 'Late', count: 1, layers: ['layer-Hat', 'layer-Background'] },
		];
		const sectioned = design(cats.layers, {
			supply: { ...cats.supply, sections },
			metadata: { ...cats.metadata, nameTemplate: '{section} {number}' },
		});
		const row = [0, 0, 0, 0];
		const late = tokenMetadata(sectioned, plan([row, [0, null, 0, null]], { section: Uint8Array.of(0, 1) }), 1);
		expect(late).toMatchObject({
			name: 'Late 2',
			attributes: [
				{ trait_type: 'Hat', value: 'Cap' },
				{ trait_type: 'Background', value: 'Blue' },
			],
		});
	});
	test('a 1/1 token has its own name and attributes', () => {
		const special = { id: 'x', name: 'The King', asset: 'a', attributes: [{ traitType: 'Rank', value: 'King' }] };
		const royal = design(cats.layers, { supply: { ...cats.supply, specials: [special] } });
		expect(tokenMetadata(royal, plan([[0, 0, 0, 0]], { special: Uint16Array.of(1) }), 0)).toMatchObject({
			name: 'The King',
			image: 'ipfs://CID/1.png',
			attributes: [{ trait_type: 'Rank', value: 'King' }],
		});
	});
});

const image = (imageTemplate: string, baseUri: string): unknown =>
	tokenMetadata(
		design(cats.layers, { metadata: { ...cats.metadata, imageTemplate, baseUri } }),
		plan([[0, 0, 0, 0]]),
		0,
	)['image'];

describe('templates', () => {
	test.each([
		['{base}/{file}', 'ipfs://CID', 'ipfs://CID/1.png'],
		['{base}/{file}', 'ipfs://CID/', 'ipfs://CID/1.png'],
		['{base}/{file}', '', '1.png'],
		['{base}{file}', 'https://x.org/?f=', 'https://x.org/?f=1.png'],
		['https://x.org/{number}/{number}', '', 'https://x.org/1/1'],
		['{unknown} {} {number', '', '{unknown} {} {number'],
	])('%s with base “%s” is %s', (template, base, expected) => {
		expect(image(template, base)).toBe(expected);
	});
	test('number follows the first number of the plan; format gives the extension', () => {
		const webp = design(cats.layers, { output: { ...cats.output, format: 'webp' } });
		expect(
			tokenMetadata(
				webp,
				plan(
					[
						[0, 0, 0, 0],
						[0, 0, 0, 0],
					],
					{ firstNumber: 0 },
				),
				1,
			),
		).toMatchObject({
			name: 'Cats #1',
			image: 'ipfs://CID/1.webp',
		});
	});
	test('a name that looks like a template is not expanded again', () => {
		const odd = design(cats.layers, { name: '{number} $& $1' });
		expect(tokenMetadata(odd, plan([[0, 0, 0, 0]]), 0)['name']).toBe('{number} $& $1 #1');
	});
	test('without a template the description is that of the collection', () => {
		const described = design(cats.layers, {
			description: '{name} of the street',
			metadata: { ...cats.metadata, descriptionTemplate: '' },
		});
		expect(tokenMetadata(described, plan([[0, 0, 0, 0]]), 0)['description']).toBe('Cats of the street');
	});
	test('external URL and extra fields', () => {
		const metadata = {
			...cats.metadata,
			externalUrl: 'https://x.org/{number}',
			extra: { edition: 'first', year: 2026 },
		};
		const full = tokenMetadata(design(cats.layers, { metadata }), plan([[0, 0, 0, 0]]), 0);
		expect(full).toMatchObject({ external_url: 'https://x.org/1', edition: 'first', year: 2026 });
		expect(Object.keys(full)).toEqual([
			'name',
			'description',
			'image',
			'external_url',
			'attributes',
			'edition',
			'year',
		]);
	});
});

/** ERC-721 metadata JSON schema (EIP-721) with the attributes of OpenSea's metadata standards. */
const ERC721 = v.strictObject({
	name: v.string(),
	description: v.string(),
	image: v.string(),
	attributes: v.array(v.strictObject({ trait_type: v.string(), value: v.string() })),
});

test('whatever the names hold, the text is JSON of the ERC-721 shape and gives them back', () => {
	const name = fc.string({ unit: 'binary', maxLength: 20 });
	fc.assert(
		fc.property(name, name, name, fc.boolean(), (collection, layerName, traitName, empty) => {
			const odd = design([layer(layerName, [trait(traitName)], { none: { share: 0.5 } })], { name: collection });
			const text = tokenMetadataFile(odd, plan([[empty ? null : 0]]), 0);
			const parsed = v.parse(ERC721, JSON.parse(text));
			expect(parsed.name).toBe(`${collection} #1`);
			expect(parsed.attributes).toEqual(empty ? [] : [{ trait_type: layerName, value: traitName }]);
		}),
	);
	const famous = design([layer('Mütze "X"', [trait("O'Neill 🐈‍⬛ \\ </script>")])], { name: '"Cats" 🐱' });
	expect(JSON.parse(tokenMetadataFile(famous, plan([[0]]), 0))).toMatchObject({
		name: '"Cats" 🐱 #1',
		attributes: [{ trait_type: 'Mütze "X"', value: "O'Neill 🐈‍⬛ \\ </script>" }],
	});
});

/** A piece holds until the next is asked for. */
const copies = (pieces: Iterable<Uint8Array>): Buffer[] => Array.from(pieces, (piece) => Buffer.from(piece));
const read = (pieces: Iterable<Uint8Array>): unknown => JSON.parse(Buffer.concat(copies(pieces)).toString('utf8'));

describe('_metadata.json', () => {
	test('holds the tokens of a range in token order, as their own files do', () => {
		const three = plan([
			[0, 0, 0, 0],
			[1, 0, 0, 0],
			[0, null, 0, 0],
		]);
		expect(read(collectionMetadata(cats, three, 1, 2))).toEqual([1, 2].map((row) => tokenMetadata(cats, three, row)));
		expect(read(collectionMetadata(cats, three, 0, 0))).toEqual([]);
	});
	test('comes in pieces of about 1 MB', () => {
		const rows = plan(Array.from({ length: 10_000 }, (_, i) => [i % 2, 0, 0, 0]));
		const pieces = copies(collectionMetadata(cats, rows, 0, 10_000));
		expect(pieces.length).toBeGreaterThan(2);
		expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1 << 20);
		expect(read(pieces)).toHaveLength(10_000);
	});
});

import { unzip } from 'fflate';
import { assetHash } from '../../engine/design/asset-hash.ts';
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { parseDesign } from '../../engine/design/schema.ts';
import { TesseraError } from '../../engine/errors.ts';

/** What a design may unpack to, bytes; a ZIP of a few KB can claim any size. */
const MAX_UNPACKED_BYTES = 2 ** 31;

function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, Uint8Array>> {
	let total = 0;
	return new Promise((done, fail) => {
		unzip(bytes, { filter: ({ originalSize }) => (total += originalSize) <= MAX_UNPACKED_BYTES }, (error, entries) => {
			if (error === null) done(entries);
			else fail(error);
		});
	});
}

/**
 * Reads a saved design: a ZIP of `design.json` and `assets/<SHA-256 of the content>`.
 * @param name of the file, for messages
 * @throws TesseraError `design-file-unreadable`, `asset-missing`, and those of `parseDesign`
 */
export async function readDesignFile(
	file: Blob,
	name: string,
): Promise<{ design: Design; assets: Map<AssetHash, Blob> }> {
	let entries: Record<string, Uint8Array>;
	let json: unknown;
	try {
		entries = await unpack(new Uint8Array(await file.arrayBuffer()));
		json = JSON.parse(new TextDecoder().decode(entries['design.json']));
	} catch (cause) {
		throw new TesseraError(
			{
				code: 'design-file-unreadable',
				message: `“${name}” is not a saved design: it must be a .tessera file, a ZIP with a design.json.`,
				hint: 'Save the project again, or use --layers for a folder of images.',
				place: { file: name },
			},
			{ cause },
		);
	}
	const design = parseDesign(json);
	const assets = new Map<AssetHash, Blob>();
	for (const [path, content] of Object.entries(entries)) {
		const wanted = path.startsWith('assets/') ? path.slice('assets/'.length) : '';
		const bytes = new Uint8Array(content);
		// Under another name than its content's it is damaged, and its trait is reported below.
		if (wanted in design.assets && (await assetHash(bytes)) === wanted) {
			assets.set(wanted, new Blob([bytes], { type: design.assets[wanted].type }));
		}
	}
	for (const [hash, asset] of Object.entries(design.assets)) {
		if (assets.has(hash)) continue;
		throw new TesseraError({
			code: 'asset-missing',
			message: `The image “${asset.name}” is missing from “${name}”, or damaged.`,
			hint: 'Save the project again on the machine that has all images.',
			place: { file: name },
		});
	}
	return { design, assets };
}

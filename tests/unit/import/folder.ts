import sharp from 'sharp';
import { importFolder } from '../../../src/engine/import/import-folder.ts';
import type { Imported } from '../../../src/engine/import/import-folder.ts';
import type { SourceFile } from '../../../src/engine/import/source-file.ts';

let made = 0;

/** A PNG that no other call returns: 24 bits of a counter in its colour. */
export async function picture(width = 8, height = 8): Promise<Uint8Array<ArrayBuffer>> {
	const n = ++made * 37;
	const background = { r: n & 255, g: (n >> 8) & 255, b: 90, alpha: 1 };
	const bytes = await sharp({ create: { width, height, channels: 4, background } })
		.png()
		.toBuffer();
	return new Uint8Array(bytes);
}

/** A wholly transparent PNG. */
export async function transparent(): Promise<Uint8Array<ArrayBuffer>> {
	const background = { r: 0, g: 0, b: 0, alpha: 0 };
	return new Uint8Array(
		await sharp({ create: { width: 8, height: 8, channels: 4, background } })
			.png()
			.toBuffer(),
	);
}

export function file(path: string, bytes: Uint8Array<ArrayBuffer>): SourceFile {
	return { path, size: bytes.length, blob: () => Promise.resolve(new Blob([bytes])) };
}

/** A folder of distinct pictures at these paths, and of the given other files. */
export async function folder(paths: string[], others: SourceFile[] = []): Promise<SourceFile[]> {
	const pictures = await Promise.all(paths.map(async (path) => file(path, await picture())));
	return [...pictures, ...others];
}

export async function importPaths(paths: string[], others: SourceFile[] = []): Promise<Imported> {
	return importFolder(await folder(paths, others), { name: 'Test' });
}

/** `Layer: trait weight, …` for each layer, back to front. */
export function summary({ design }: Imported): string[] {
	return design.layers.map(({ name, traits, none }) => {
		const list = traits.map((trait) => `${trait.name} ${Math.round(trait.weight * 1000) / 1000}`);
		const share = none === undefined ? [] : [`None ${Math.round(none.share * 1000) / 1000}`];
		return `${name}: ${[...list, ...share].join(', ')}`;
	});
}

/** Codes of the report's problems, without those that most folders get. */
export function codes({ report }: Imported): string[] {
	return report.problems.map(({ code }) => code).filter((code) => code !== 'layer-order-guessed');
}

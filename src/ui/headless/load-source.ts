import * as v from 'valibot';
import type { AssetHash, Design } from '../../engine/design/design.ts';
import type { Problem } from '../../engine/errors.ts';
import { importFolder } from '../../engine/import/import-folder.ts';
import type { SourceFile } from '../../engine/import/source-file.ts';
import { buildSample } from '../../engine/sample/build-sample.ts';
import type { HeadlessSource } from './headless-options.ts';
import { readDesignFile } from './read-design-file.ts';
import { readFile } from './read-file.ts';

interface LoadedDesign {
	design: Design;
	assets: Map<AssetHash, Blob>;
	/** What was odd about the source, and notes of what was read. */
	problems: Problem[];
}

const LayerList = v.array(v.object({ path: v.string(), size: v.number() }));

async function loadFolder(url: string, name: string): Promise<LoadedDesign> {
	const list = v.parse(LayerList, JSON.parse(await (await readFile(`${url}.json`)).text()));
	const files = list.map(({ path, size }, index): SourceFile => ({
		path,
		size,
		blob: () => readFile(`${url}/${index}`),
	}));
	const { design, assets, report } = await importFolder(files, {
		name,
		onProgress: (done, total) => void tesseraActivity(`Reading file ${done} of ${total}`),
	});
	const { layers, traits, images, reason } = report;
	const found = `${name}: ${layers} layers with ${traits} traits from ${images} images. ${reason}`;
	return { design, assets, problems: [{ code: 'imported', severity: 'info', message: found }, ...report.problems] };
}

/** @throws TesseraError when there is no usable design in the source */
export async function loadSource(source: HeadlessSource): Promise<LoadedDesign> {
	switch (source.kind) {
		case 'sample':
			return { ...(await buildSample()), problems: [] };
		case 'folder':
			return loadFolder(source.url, source.name);
		case 'design':
			return { ...(await readDesignFile(await readFile(source.url), source.name)), problems: [] };
	}
}

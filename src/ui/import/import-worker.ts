/** The import worker: reads a folder, or builds the sample, and puts the assets into the store. */
import type { AssetHash } from '../../engine/design/design.ts';
import { toProblem, unreachable } from '../../engine/errors.ts';
import { importFolder } from '../../engine/import/import-folder.ts';
import { buildSample } from '../../engine/sample/build-sample.ts';
import { openStore } from '../../engine/store/store.ts';
import type { FromImporter, ToImporter } from './import-protocol.ts';
import { sourceFiles } from './source-files.ts';

const post = (message: FromImporter) => globalThis.postMessage(message);

/** Stores the files, or where the browser stores nothing gives them to the page. */
async function keep(assets: ReadonlyMap<AssetHash, Blob>): Promise<{ unstored?: ReadonlyMap<AssetHash, Blob> }> {
	try {
		await (await openStore()).assets.putMany(assets);
		return {};
	} catch (thrown) {
		if (toProblem(thrown).code !== 'storage-unavailable') throw thrown;
		return { unstored: assets };
	}
}

async function answer(request: ToImporter): Promise<FromImporter> {
	switch (request.type) {
		case 'sample': {
			const { design, assets } = await buildSample();
			return { type: 'done', design, ...(await keep(assets)) };
		}
		case 'import': {
			const { source } = request;
			const files = await sourceFiles(source);
			const name = (source.kind === 'directory' ? source.directory.name : source.name) || 'Imported collection';
			const onProgress = (done: number, total: number) => post({ type: 'progress', done, total });
			const { design, assets, report } = await importFolder(files, { name, onProgress });
			return { type: 'done', design, report, ...(await keep(assets)) };
		}
		default:
			return unreachable(request);
	}
}

globalThis.onmessage = async ({ data }: MessageEvent<ToImporter>) => {
	try {
		post(await answer(data));
	} catch (thrown) {
		post({ type: 'failed', problem: toProblem(thrown) });
	}
};

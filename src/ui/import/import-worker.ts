/** The import worker: reads a folder, or builds the sample, and puts the assets into the store. */
import { toProblem, unreachable } from '../../engine/errors.ts';
import { importFolder } from '../../engine/import/import-folder.ts';
import { buildSample } from '../../engine/sample/build-sample.ts';
import { openStore } from '../../engine/store/store.ts';
import type { FromImporter, ToImporter } from './import-protocol.ts';
import { sourceFiles } from './source-files.ts';

const post = (message: FromImporter) => globalThis.postMessage(message);

async function answer(request: ToImporter): Promise<FromImporter> {
	switch (request.type) {
		case 'sample': {
			const [{ design, assets }, store] = await Promise.all([buildSample(), openStore()]);
			await store.assets.putMany(assets);
			return { type: 'done', design };
		}
		case 'import': {
			const { source } = request;
			const files = await sourceFiles(source);
			const name = (source.kind === 'directory' ? source.directory.name : source.name) || 'Imported collection';
			const onProgress = (done: number, total: number) => post({ type: 'progress', done, total });
			const { design, assets, report } = await importFolder(files, { name, onProgress });
			await (await openStore()).assets.putMany(assets);
			return { type: 'done', design, report };
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

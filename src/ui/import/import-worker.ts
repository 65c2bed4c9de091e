/** The import worker: reads a folder, or builds the sample, and puts the assets into the store. */
import { toProblem, unreachable } from '../../engine/errors.ts';
import { buildSample } from '../../engine/sample/build-sample.ts';
import { openStore } from '../../engine/store/store.ts';
import type { FromImporter, ToImporter } from './import-protocol.ts';

const post = (message: FromImporter) => globalThis.postMessage(message);

async function answer(request: ToImporter): Promise<FromImporter> {
	switch (request.type) {
		case 'sample': {
			const [{ design, assets }, store] = await Promise.all([buildSample(), openStore()]);
			await store.assets.putMany(assets);
			return { type: 'done', design };
		}
		case 'import': {
			throw new Error('not yet');
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

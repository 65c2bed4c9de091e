/** The page without a user interface: the same engine and the same threads, driven by the command line. */
import { validateDesign } from '../../engine/design/validate-design.ts';
import { toProblem } from '../../engine/errors.ts';
import { forecastOutcome } from '../../engine/forecast/outcome.ts';
import { imageFileName } from '../../engine/output/file-names.ts';
import { openStore } from '../../engine/store/store.ts';
import { createRunClient } from '../run/run-client.ts';
import { applyOptions, tokenRange } from './apply-options.ts';
import type { HeadlessGenerateOptions, HeadlessGenerateResult } from './headless-options.ts';
import { loadSource } from './load-source.ts';
import { readFile } from './read-file.ts';
import { readTokens } from './read-tokens.ts';
import { runToEnd } from './run-to-end.ts';

const RUN_ID = 'command-line';
const client = createRunClient();

async function generate(options: HeadlessGenerateOptions): Promise<HeadlessGenerateResult | undefined> {
	const { design: loaded, assets, problems } = await loadSource(options.source);
	const design = applyOptions(loaded, options);
	const misfits = validateDesign(design);
	for (const problem of [...problems, ...misfits]) await tesseraReport(problem);
	if (misfits.some(({ severity }) => severity === 'error')) return undefined;
	const { tokens } = options;
	const imported = tokens && readTokens(design, await (await readFile(tokens.url)).text(), tokens.name);
	for (const problem of imported?.problems ?? []) await tesseraReport(problem);
	const range = tokenRange(imported?.plan ?? design.supply, options.range);
	const store = await openStore();
	await store.assets.putMany(assets);
	const request = {
		id: RUN_ID,
		design,
		...(imported && { plan: imported.plan }),
		range,
		sink: { kind: 'http' as const, url: new URL(options.sink.url, location.href).href, zip: options.sink.zip },
		backend: options.backend,
		tokenMetadata: true,
		...(options.workers === undefined ? {} : { workers: options.workers }),
	};
	const snapshot = await runToEnd(client, request, (progress) => void tesseraProgress(progress));
	const extension = imageFileName(1, design.output.format).replace(/^.*\./, '');
	const forecast = forecastOutcome(snapshot);
	return { snapshot, ...(forecast && { forecast }), expected: { ...range, extension } };
}

/** Tells the person instead of throwing. */
async function reported<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		await tesseraReport(toProblem(error));
		return undefined;
	}
}

globalThis.tesseraHeadless = {
	generate: (options) => reported(generate(options)),
	bench: (options) => reported(import('./bench.ts').then(({ bench }) => bench(options))),
	cancel: () => client.cancel(RUN_ID),
};

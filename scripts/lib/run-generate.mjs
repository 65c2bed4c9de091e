// Runs one collection in a browser without a window and checks what arrived on the disk.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BUILD_FOLDER, ensureBuilt } from './build.mjs';
import { describeProblem } from './describe-problem.mjs';
import { createFileReceiver } from './file-receiver.mjs';
import { zipName } from './generate-options.mjs';
import { openHeadlessPage } from './headless-page.mjs';
import { createInputFiles } from './input-files.mjs';
import { createMemoryMeter } from './memory-meter.mjs';
import { countImages, findIncomplete, prepareOutputFolder } from './output-folder.mjs';
import { pageSource } from './page-source.mjs';
import { createProgressBar, formatSeconds } from './progress-bar.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('./generate-options.mjs').GenerateOptions} GenerateOptions */
/** @typedef {import('../../src/ui/headless/headless-options.ts').HeadlessGenerateOptions} PageOptions */
/** @typedef {import('../../src/ui/headless/headless-options.ts').HeadlessGenerateResult} PageResult */

/** Missing files that are named before the rest is only counted. */
const NAMED_FILES = 5;

/**
 * @param {GenerateOptions} options
 * @returns {Promise<number>} exit code: 0 only if every file is complete
 * @throws {import('./output-folder.mjs').CommandError}
 */
export async function runGenerate(options) {
	const { source, out } = options;
	const zip = zipName(options);
	const inputs = await createInputFiles({
		...(source.kind === 'layers' ? { layers: source.path } : {}),
		...(source.kind === 'design' ? { design: source.path } : {}),
		...(options.tokens === undefined ? {} : { tokens: options.tokens }),
	});
	await ensureBuilt();
	prepareOutputFolder(out, { force: options.force, zipName: zip });
	const receiver = createFileReceiver({ folder: out, zipName: zip });
	const server = await serve({
		root: BUILD_FOLDER,
		handle: async (request, response, path) =>
			(await receiver.handle(request, response, path)) || inputs.handle(request, response, path),
	});
	try {
		const { result, peakMemoryMB } = await runInBrowser(server.url, pageOptions(options, inputs.path, receiver.path));
		return result === undefined ? 1 : await report(options, result, peakMemoryMB);
	} finally {
		await server.close();
		await receiver.discardUnfinished();
	}
}

/**
 * @param {GenerateOptions} options
 * @param {string} inputPath address of the input files
 * @param {string} receiverPath address that takes the output
 * @returns {PageOptions}
 */
function pageOptions(options, inputPath, receiverPath) {
	const { source, order, count, range, size, seed, format, workers, tokens } = options;
	return {
		source: pageSource(source, inputPath),
		backend: options.backend,
		sink: { url: receiverPath, zip: options.zip },
		...(tokens === undefined ? {} : { tokens: { url: `${inputPath}/tokens`, name: basename(tokens) } }),
		...(order === undefined ? {} : { order }),
		...(count === undefined ? {} : { count }),
		...(range === undefined ? {} : { range }),
		...(size === undefined ? {} : { size }),
		...(seed === undefined ? {} : { seed }),
		...(format === undefined ? {} : { format }),
		...(workers === undefined ? {} : { workers }),
	};
}

/** The default would end this process without its 'exit' event, and leave the browser behind. */
const exitAtOnce = () => process.exit(130);

/**
 * @param {string} url of the server
 * @param {PageOptions} options
 * @returns {Promise<{ result: PageResult | undefined, peakMemoryMB: number | null }>}
 */
async function runInBrowser(url, options) {
	const bar = createProgressBar();
	process.once('SIGINT', exitAtOnce);
	const { page, profile, orCrash, close } = await openHeadlessPage(url, {
		onActivity: (activity) => bar.show({ state: 'preparing', activity, done: 0, total: 0, imagesPerSecond: 0 }),
		onProgress: bar.show,
		beforeText: bar.end,
	});
	const cancel = () => {
		bar.end();
		console.error('Stopping; what was written stays. Ctrl+C again ends at once.');
		process.once('SIGINT', exitAtOnce);
		void page.evaluate(() => globalThis.tesseraHeadless.cancel()).catch(() => undefined);
	};
	try {
		const meter = createMemoryMeter(profile);
		process.off('SIGINT', exitAtOnce);
		process.once('SIGINT', cancel);
		const result = await orCrash(page.evaluate((given) => globalThis.tesseraHeadless.generate(given), options));
		return { result, peakMemoryMB: meter.stop() };
	} finally {
		process.off('SIGINT', cancel);
		process.off('SIGINT', exitAtOnce);
		bar.end();
		await close();
	}
}

/**
 * Says how the run ended, checks the files and writes the figures.
 * @param {GenerateOptions} options
 * @param {PageResult} result
 * @param {number | null} peakMemoryMB
 * @returns {Promise<number>} exit code
 */
async function report(options, { snapshot, forecast, expected }, peakMemoryMB) {
	for (const problem of snapshot.problems) console.error(describeProblem(problem));
	const isFinished = snapshot.state === 'finished';
	const incomplete = isFinished && !options.zip ? findIncomplete(options.out, expected) : [];
	// An unfinished ZIP is removed; of loose files those count that are there under their names.
	const images = isFinished ? snapshot.done : options.zip ? 0 : countImages(options.out, expected);
	if (options.json !== undefined) {
		const figures = {
			images,
			seconds: snapshot.seconds,
			imagesPerSecond: snapshot.seconds > 0 ? images / snapshot.seconds : 0,
			bytes: snapshot.bytes,
			tilesMade: snapshot.tilesMade,
			tilesLookedUp: snapshot.tilesLookedUp,
			peakMemoryMB,
			backend: snapshot.backend,
			backendReason: snapshot.backendReason,
			workers: snapshot.workers,
			stages: snapshot.stages,
			forecast,
		};
		await mkdir(dirname(options.json), { recursive: true });
		await writeFile(options.json, `${JSON.stringify(figures, null, '\t')}\n`);
	}
	if (!isFinished) {
		const how = snapshot.state === 'cancelled' ? 'was stopped' : 'failed';
		console.error(`The run ${how}: ${images} of ${snapshot.total} images are complete in ${options.out}.`);
		return snapshot.state === 'cancelled' ? 130 : 1;
	}
	if (incomplete.length > 0) {
		const named = incomplete.slice(0, NAMED_FILES).join(', ');
		const more = incomplete.length > NAMED_FILES ? ` and ${incomplete.length - NAMED_FILES} more` : '';
		console.error(`The collection in ${options.out} is not complete: ${named}${more} missing, empty or half written.`);
		return 1;
	}
	const rate = snapshot.seconds > 0 ? `, ${Math.round(snapshot.done / snapshot.seconds)} images/s` : '';
	const size = `${(snapshot.bytes / 1e6).toFixed(1)} MB`;
	const place = options.zip ? join(options.out, zipName(options)) : options.out;
	console.log(
		`${snapshot.done} images (${size}) in ${formatSeconds(snapshot.seconds)}${rate}, ${snapshot.backend}: ${place}`,
	);
	return 0;
}

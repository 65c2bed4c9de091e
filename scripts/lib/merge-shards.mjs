// Puts the output folders of several --range runs together into one collection.
import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadEngineModule } from './engine-modules.mjs';
import { CommandError, findIncomplete, imageExtension, prepareOutputFolder } from './output-folder.mjs';

/** @typedef {import('../../src/engine/metadata/merge-runs.ts').Shard} Shard */

/**
 * @param {string} folder
 * @param {string} name
 */
async function readText(folder, name) {
	return readFile(join(folder, name), 'utf8').catch((error) => {
		throw new CommandError(
			`${join(folder, name)} cannot be read (${error.code}). --merge takes the output folders of runs.`,
		);
	});
}

/**
 * @param {string} folder absolute
 * @param {typeof import('../../src/engine/metadata/run-json.ts')} runJson
 * @returns {Promise<Shard>}
 */
async function readShard(folder, runJson) {
	const run = runJson.parseRunJson(await readText(folder, 'run.json'), join(folder, 'run.json'));
	/** @type {unknown} */
	let metadata;
	try {
		metadata = JSON.parse(await readText(folder, '_metadata.json'));
	} catch (error) {
		if (error instanceof CommandError) throw error;
		throw new CommandError(`${join(folder, '_metadata.json')} is not JSON. Generate this part again.`);
	}
	const incomplete = findIncomplete(folder, { ...run.range, extension: imageExtension(run.output.format) });
	if (incomplete.length > 0) {
		throw new CommandError(`${folder} is not complete: ${incomplete[0]} is missing, empty or half written.`);
	}
	return { name: folder, run, metadata };
}

/**
 * A second name for the same file where the disk allows it, else a copy. Complete before it has its name.
 * @param {string} from
 * @param {string} to
 */
async function linkOrCopy(from, to) {
	try {
		await link(from, to);
	} catch {
		await copyFile(from, `${to}.part`);
		await rename(`${to}.part`, to);
	}
}

/**
 * @param {string} folder
 * @param {Shard['run']} run
 * @throws {CommandError} when an image is not the one that the run wrote
 */
async function checkImages(folder, run) {
	if (run.provenance === undefined) return;
	const extension = imageExtension(run.output.format);
	for (const [index, wanted] of run.provenance.images.entries()) {
		const file = join(folder, 'images', `${run.range.first + index}.${extension}`);
		const found = createHash('sha256')
			.update(await readFile(file))
			.digest('hex');
		if (found !== wanted)
			throw new CommandError(`${file} is not the image that the run wrote. Generate this part again.`);
	}
}

/**
 * Images and metadata keep their places in the old folders, too.
 * @param {string[]} folders absolute
 * @param {string} out absolute
 * @param {{ force: boolean }} options
 * @returns {Promise<{ images: number }>}
 * @throws {CommandError} when the folders are not the parts of one collection
 */
export async function mergeShards(folders, out, { force }) {
	if (folders.includes(out)) throw new CommandError('--out must be another folder than those that are merged.');
	/** @typedef {typeof import('../../src/engine/metadata/run-json.ts')} RunJsonModule */
	const runJson = /** @type {RunJsonModule} */ (await loadEngineModule('metadata/run-json.ts'));
	/** @typedef {typeof import('../../src/engine/metadata/merge-runs.ts')} MergeModule */
	const { mergeRuns } = /** @type {MergeModule} */ (await loadEngineModule('metadata/merge-runs.ts'));
	/** @typedef {typeof import('../../src/engine/metadata/token-files.ts')} TokenFilesModule */
	const { jsonArrayPieces } = /** @type {TokenFilesModule} */ (await loadEngineModule('metadata/token-files.ts'));
	try {
		const shards = await Promise.all(folders.map((folder) => readShard(folder, runJson)));
		const { run, metadata } = mergeRuns(shards);
		for (const { name, run: part } of shards) await checkImages(name, part);
		prepareOutputFolder(out, { force, zipName: `${basename(out)}.zip` });
		for (const part of ['images', 'metadata']) {
			await mkdir(join(out, part), { recursive: true });
			for (const folder of folders) {
				for (const name of await readdir(join(folder, part))) {
					await linkOrCopy(join(folder, part, name), join(out, part, name));
				}
			}
		}
		await writeFile(join(out, '_metadata.json'), jsonArrayPieces(metadata));
		await writeFile(join(out, 'run.json'), runJson.runJsonFile(run));
		return { images: run.count };
	} catch (error) {
		// The engine's own expected failures carry a problem.
		if (error instanceof Error && 'problem' in error) throw new CommandError(error.message, { cause: error });
		throw error;
	}
}

// Gives the page what it may read: the files of the layers folder, a design, a list of tokens.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './output-folder.mjs';

/** Folders that are never art, and may be huge when a whole project is given. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);

/** @typedef {import('../../src/ui/headless/headless-options.ts').ServedLayerFile & { file: string }} LayerFile */

/**
 * All files below a folder, in an order that does not depend on the system. Links are followed, but never twice into the
 * same folder.
 * @param {string} root absolute
 * @returns {Promise<LayerFile[]>} `file` is the absolute path
 * @throws {CommandError} when the folder cannot be read or holds no file
 */
async function listLayerFiles(root) {
	/** @type {LayerFile[]} */
	const found = [];
	const seen = new Set();
	/**
	 * @param {string} folder
	 * @param {string} prefix
	 */
	async function walk(folder, prefix) {
		const real = await realpath(folder);
		if (seen.has(real)) return;
		seen.add(real);
		for (const name of (await readdir(folder)).sort()) {
			const file = join(folder, name);
			const info = await stat(file);
			if (info.isFile()) found.push({ path: prefix + name, size: info.size, file });
			else if (info.isDirectory() && !SKIPPED_FOLDERS.has(name)) await walk(file, `${prefix}${name}/`);
		}
	}
	try {
		await walk(root, '');
	} catch (error) {
		throw new CommandError(`${root} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
	}
	if (found.length === 0)
		throw new CommandError(`${root} holds no files. Choose a folder of layer folders with --layers.`);
	return found;
}

/**
 * @param {string} file
 * @throws {CommandError} when it is not a readable file
 */
async function requireFile(file) {
	const info = await stat(file).catch(() => undefined);
	if (info === undefined || !info.isFile()) throw new CommandError(`${file} is not a file that can be read.`);
}

/**
 * @param {{ layers?: string, design?: string, tokens?: string }} paths absolute
 */
export async function createInputFiles({ layers, design, tokens }) {
	const secret = `/input/${randomBytes(16).toString('hex')}`;
	const files = layers === undefined ? [] : await listLayerFiles(layers);
	/** @type {Map<string, string>} */
	const single = new Map();
	if (design !== undefined) single.set('/design', design);
	if (tokens !== undefined) single.set('/tokens', tokens);
	for (const file of single.values()) await requireFile(file);
	return {
		/** Address of `layers.json`, `layers/<index>`, `design` and `tokens`. */
		path: secret,
		/** @type {import('./serve.mjs').Handler} */
		async handle(_request, response, path) {
			if (!path.startsWith(`${secret}/`)) return false;
			const rest = path.slice(secret.length);
			if (rest === '/layers.json') {
				const list = files.map((entry) => ({ path: entry.path, size: entry.size }));
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
				return true;
			}
			const index = /^\/layers\/(\d+)$/.exec(rest)?.[1];
			const file = index === undefined ? single.get(rest) : files[Number(index)]?.file;
			if (file === undefined) {
				response.writeHead(404).end();
				return true;
			}
			const stream = createReadStream(file);
			stream.once('open', () => response.writeHead(200, { 'content-type': 'application/octet-stream' }));
			stream.once('error', (error) => {
				if (response.headersSent) response.destroy();
				else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
			});
			stream.pipe(response);
			return true;
		},
	};
}

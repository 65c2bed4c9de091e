// The other end of the engine's HTTP sink: takes finished files from the page and puts them on the disk.
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** @typedef {import('../../src/engine/errors.ts').Problem} Problem */

/** Bytes that one request may carry; the sink sends far less at a time, a single huge image may need it. */
const MAX_BODY_BYTES = 1 << 30;
/** Files of one request that are written at the same time. */
const FILES_AT_ONCE = 8;

/** As the engine names them (`src/engine/run/sink-seconds.ts`). */
const TRIAL_FOLDER = /^tessera-trial-[0-9a-f-]+$/;

/** A request that must not be obeyed. */
class RefusedError extends Error {
	/** @override */
	name = 'RefusedError';
}

/**
 * @param {string} folder absolute
 * @param {string} path relative path with `/`, as the page sent it
 * @returns {string} absolute path below the folder
 * @throws {RefusedError} when the path is not a plain path below the folder
 */
function pathBelow(folder, path) {
	const names = path.split('/');
	const isPlain = names.every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\:\0]/.test(name));
	if (!isPlain) throw new RefusedError(`"${path}" is not a path below the output folder.`);
	return join(folder, names.join(sep));
}

/**
 * Splits a body of repeated [u32 LE path bytes][u32 LE data bytes][path, UTF-8][data].
 * @param {Buffer} body
 * @returns {{ path: string, data: Buffer }[]} data are views of the body
 * @throws {RefusedError} when the body ends in the middle of a file
 */
function splitFiles(body) {
	const files = [];
	let at = 0;
	while (at < body.length) {
		if (at + 8 > body.length) throw new RefusedError('The request ends in the middle of a file.');
		const pathEnd = at + 8 + body.readUInt32LE(at);
		const dataEnd = pathEnd + body.readUInt32LE(at + 4);
		if (dataEnd > body.length) throw new RefusedError('The request ends in the middle of a file.');
		files.push({ path: body.toString('utf8', at + 8, pathEnd), data: body.subarray(pathEnd, dataEnd) });
		at = dataEnd;
	}
	return files;
}

/**
 * What went wrong on the disk, as the engine's own kind of problem.
 * @param {unknown} error
 * @param {string} folder
 * @returns {{ status: number, problem: Problem }}
 */
export function describeFailure(error, folder) {
	const severity = /** @type {const} */ ('error');
	if (error instanceof RefusedError) {
		return { status: 400, problem: { code: 'bad-request', severity, message: error.message } };
	}
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
	if (code === 'ENOSPC' || code === 'EDQUOT') {
		const message = `There is no space left for ${folder}.`;
		const hint = 'Free some space or choose a folder on another disk; files that were written so far are complete.';
		return { status: 507, problem: { code: 'disk-full', severity, message, hint } };
	}
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
		const message = `${folder} may not be written to (${code}).`;
		return {
			status: 403,
			problem: { code: 'permission-lost', severity, message, hint: 'Choose another folder with --out.' },
		};
	}
	const message = `Writing into ${folder} failed: ${error instanceof Error ? error.message : String(error)}.`;
	return { status: 500, problem: { code: 'write-failed', severity, message } };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Buffer>} the whole body
 */
async function readBody(request) {
	const length = Number(request.headers['content-length'] ?? 0);
	if (!(length <= MAX_BODY_BYTES)) throw new RefusedError(`A request of ${length} bytes is too large.`);
	/** @type {Buffer[]} */
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/**
 * A file that arrives in numbered chunks. It has another name until it is whole.
 * @typedef {{ handle: import('node:fs/promises').FileHandle, next: number }} Growing
 */

/**
 * Requests come to addresses below `path`, which holds a secret, so that no other page can write. The protocol is the
 * one of `src/engine/output/http-sink.ts`.
 * @param {object} options
 * @param {string} options.folder absolute; where the files go
 * @param {string} options.zipName name of the ZIP in that folder, if one is sent
 */
export function createFileReceiver({ folder, zipName }) {
	const secret = `/receive/${randomBytes(16).toString('hex')}`;
	/** @type {Set<string>} */
	const made = new Set();
	/** Folders that a trial has not removed yet. @type {Set<string>} */
	const trials = new Set();
	/** @type {Map<string, Growing>} */
	const growing = new Map();
	const written = { files: 0, bytes: 0 };

	/** @param {string} target absolute path of a file */
	async function makeParent(target) {
		const parent = dirname(target);
		if (made.has(parent)) return;
		await mkdir(parent, { recursive: true });
		made.add(parent);
		const [first] = relative(folder, target).split(sep);
		if (TRIAL_FOLDER.test(first)) trials.add(first);
	}

	/** @param {{ path: string, data: Buffer }} file */
	async function writeOne({ path, data }) {
		const target = pathBelow(folder, path);
		await makeParent(target);
		const part = `${target}.part`;
		try {
			await writeFile(part, data);
			await rename(part, target);
		} catch (error) {
			await rm(part, { force: true });
			throw error;
		}
		written.files += 1;
		written.bytes += data.length;
	}

	/** @param {Buffer} body */
	async function writeFiles(body) {
		const waiting = splitFiles(body);
		// Refuse the whole request before anything of it is on the disk.
		for (const { path } of waiting) pathBelow(folder, path);
		const writers = Array.from({ length: Math.min(FILES_AT_ONCE, waiting.length) }, async () => {
			for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await writeOne(file);
		});
		await Promise.all(writers);
	}

	/**
	 * @param {string} target
	 * @param {string | null} index
	 * @param {Buffer} body
	 */
	async function append(target, index, body) {
		const file = growing.get(target) ?? { handle: await openPart(target), next: 0 };
		growing.set(target, file);
		if (index !== String(file.next)) throw new RefusedError(`Chunk ${index} came instead of chunk ${file.next}.`);
		file.next += 1;
		await file.handle.writeFile(body);
		written.bytes += body.length;
	}

	/** @param {string} target */
	async function openPart(target) {
		await makeParent(target);
		return open(`${target}.part`, 'w');
	}

	/** @param {string} target */
	async function end(target) {
		const file = growing.get(target);
		if (file === undefined) throw new RefusedError('A file ended before it began.');
		growing.delete(target);
		await file.handle.close();
		await rename(`${target}.part`, target);
		written.files += 1;
	}

	/** @param {string} target */
	async function drop(target) {
		const file = growing.get(target);
		growing.delete(target);
		await file?.handle.close();
		await rm(`${target}.part`, { force: true });
	}

	/** @param {string} name of a folder whose files were written to see how long that takes */
	async function endTrial(name) {
		if (!TRIAL_FOLDER.test(name)) throw new RefusedError(`"${name}" is not the folder of a trial.`);
		await rm(join(folder, name), { recursive: true, force: true });
		trials.delete(name);
	}

	/**
	 * @param {string} action last part of the address
	 * @param {URLSearchParams} query
	 * @param {Buffer} body
	 */
	async function obey(action, query, body) {
		if (action === 'files') return writeFiles(body);
		if (action === 'trial-end') return endTrial(query.get('path') ?? '');
		const [kind, verb] = action.split('-');
		if (kind !== 'zip' && kind !== 'file') throw new RefusedError(`There is no action "${action}".`);
		const target = pathBelow(folder, kind === 'zip' ? zipName : (query.get('path') ?? ''));
		if (verb === 'chunk') return append(target, query.get('index'), body);
		if (verb === 'end') return end(target);
		if (verb === 'abort') return drop(target);
		throw new RefusedError(`There is no action "${action}".`);
	}

	return {
		path: secret,
		/** Complete files so far, and bytes. */
		written,
		/** @type {import('./serve.mjs').Handler} */
		async handle(request, response, path) {
			if (!path.startsWith(`${secret}/`)) return false;
			if (request.method !== 'POST') {
				response.writeHead(405).end();
				return true;
			}
			try {
				const body = await readBody(request);
				const { searchParams } = new URL(request.url ?? '', 'http://localhost');
				await obey(path.slice(secret.length + 1), searchParams, body);
				response.writeHead(200).end();
			} catch (error) {
				const { status, problem } = describeFailure(error, folder);
				response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
			}
			return true;
		},
		/** Removes what was not finished. */
		async discardUnfinished() {
			await Promise.all([...growing.keys()].map(drop));
			await Promise.all([...trials].map(endTrial));
		},
	};
}

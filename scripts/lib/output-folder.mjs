// What a collection looks like on the disk, and the promise never to mix two of them.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** An expected failure, told to the person as it is. */
export class CommandError extends Error {
	/** @override */
	name = 'CommandError';
}

/**
 * @param {'png' | 'webp' | 'jpeg' | 'avif'} format
 * @returns {string} of the image files
 */
export const imageExtension = (format) => (format === 'jpeg' ? 'jpg' : format);

/** @param {string} name file name in `images/` or `metadata/` */
const isTokenFile = (name) => /^\d+\.(png|webp|jpg|avif|json)(\.part)?$/.test(name);

/**
 * @param {string} folder
 * @returns {string[]} names in a folder; none if it does not exist
 */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []);

/**
 * Refuses a folder that holds anything, unless it may be replaced; then removes the earlier collection's own files.
 * @param {string} folder absolute
 * @param {{ force: boolean, zipName: string }} options
 * @throws {CommandError}
 */
export function prepareOutputFolder(folder, { force, zipName }) {
	if (existsSync(folder) && !statSync(folder).isDirectory()) {
		throw new CommandError(`${folder} is a file. Choose a folder with --out.`);
	}
	if (namesIn(folder).length === 0) return;
	if (!force) {
		throw new CommandError(
			`${folder} already holds files. Choose another folder with --out, or add --force to replace the collection in it.`,
		);
	}
	for (const part of ['images', 'metadata']) {
		for (const name of namesIn(join(folder, part))) if (isTokenFile(name)) rmSync(join(folder, part, name));
	}
	for (const name of ['_metadata.json', 'run.json', zipName, `${zipName}.part`])
		rmSync(join(folder, name), { force: true });
}

/**
 * Names of files that a finished collection must have and that are missing or empty.
 * @param {string} folder
 * @param {{ first: number, last: number, extension: string }} expected token numbers, inclusive
 * @returns {string[]} relative paths, and every half-written file
 */
export function findIncomplete(folder, { first, last, extension }) {
	/** @param {string} path */
	const isMissing = (path) => (statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0) === 0;
	const wanted = ['_metadata.json', 'run.json'];
	for (let token = first; token <= last; token++) {
		wanted.push(`images/${token}.${extension}`, `metadata/${token}.json`);
	}
	const halves = ['.', 'images', 'metadata'].flatMap((part) =>
		namesIn(join(folder, part))
			.filter((name) => name.endsWith('.part'))
			.map((name) => (part === '.' ? name : `${part}/${name}`)),
	);
	return [...wanted.filter(isMissing), ...halves];
}

/**
 * @param {string} folder
 * @param {{ first: number, last: number, extension: string }} expected token numbers, inclusive
 * @returns {number} images that are there under their names
 */
export function countImages(folder, { first, last, extension }) {
	return namesIn(join(folder, 'images')).filter((name) => {
		const token = Number(/^(\d+)\.(\w+)$/.exec(name)?.[1]);
		return name.endsWith(`.${extension}`) && token >= first && token <= last;
	}).length;
}

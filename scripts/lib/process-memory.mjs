// Memory of a browser's processes as Linux tells it.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Proportional set size in bytes: what several processes share is divided among them, so sums count it once.
 * @typedef {object} MemoryKinds
 * @property {number} anonymous heaps: JavaScript, array buffers, the browser's own objects
 * @property {number} shared between processes: data on its way from one to another, pictures on the screen
 * @property {number} file programs and mapped files, as far as they are in memory
 */

/**
 * The process whose command line contains a text, and all its descendants. Linux only.
 * @param {string} text
 * @returns {number[]} process ids
 */
function processTree(text) {
	/** @type {Map<number, number[]>} */
	const children = new Map();
	/** @type {number[]} */
	const found = [];
	for (const name of readdirSync('/proc')) {
		const id = Number(name);
		if (!Number.isInteger(id) || id === process.pid) continue;
		try {
			// "pid (name) state ppid …"; the name may hold spaces and brackets.
			const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
			const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
			children.set(parent, [...(children.get(parent) ?? []), id]);
			if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text)) found.push(id);
		} catch {
			// Ended meanwhile.
		}
	}
	const tree = new Set(found);
	// A set that grows while it is walked is walked to the end.
	for (const id of tree) for (const child of children.get(id) ?? []) tree.add(child);
	return [...tree];
}

/**
 * What a process of Chromium is for, by its command line.
 * @param {string} commandLine arguments, each ended by a NUL or a space
 * @returns {string} `browser`, `renderer`, `gpu-process`, `zygote` …; of a utility its service: `storage`, `network` …
 */
export function processRole(commandLine) {
	const type = /--type=([\w-]+)/.exec(commandLine)?.[1];
	if (type === undefined) return 'browser';
	if (type !== 'utility') return type;
	return /--utility-sub-type=(\w+)\./.exec(commandLine)?.[1] ?? type;
}

/**
 * @param {string} rollup the text of `/proc/PID/smaps_rollup`
 * @returns {MemoryKinds}
 */
export function kindsOf(rollup) {
	/** @param {string} name */
	const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) * 1024;
	return { anonymous: field('Pss_Anon'), shared: field('Pss_Shmem'), file: field('Pss_File') };
}

/**
 * Memory of the process whose command line contains a text and of all its descendants, by what they are for. Linux only.
 * @param {string} text
 * @returns {Map<string, MemoryKinds>} by role, as `processRole`
 */
export function memoryByRole(text) {
	/** @type {Map<string, MemoryKinds>} */
	const roles = new Map();
	for (const id of processTree(text)) {
		try {
			const role = processRole(readFileSync(`/proc/${id}/cmdline`, 'utf8'));
			const kinds = kindsOf(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'));
			const sum = roles.get(role) ?? { anonymous: 0, shared: 0, file: 0 };
			sum.anonymous += kinds.anonymous;
			sum.shared += kinds.shared;
			sum.file += kinds.file;
			roles.set(role, sum);
		} catch {
			// Ended meanwhile.
		}
	}
	return roles;
}

/** @param {Map<string, MemoryKinds>} roles */
export function totalOf(roles) {
	let total = 0;
	for (const { anonymous, shared, file } of roles.values()) total += anonymous + shared + file;
	return total;
}

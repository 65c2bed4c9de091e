import { readdirSync, readFileSync } from 'node:fs';

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
 * Proportional set size: memory shared by several processes is counted once in total.
 * @param {number} id
 * @returns {number} bytes, 0 if the process is gone
 */
function proportionalSetSize(id) {
	try {
		const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'));
		return Number(match?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}

/**
 * Measures a browser's memory, all processes together, twice a second until it is stopped.
 * On Linux from /proc; elsewhere there is no figure that covers workers and the GPU process, and none is made up.
 * @param {string} profile folder of the browser's profile, by which its processes are found
 */
export function createMemoryMeter(profile) {
	const isPossible = process.platform === 'linux';
	const measure = () => (isPossible ? processTree(profile).reduce((sum, id) => sum + proportionalSetSize(id), 0) : 0);
	const baseline = measure();
	let peak = baseline;
	const timer = setInterval(() => {
		peak = Math.max(peak, measure());
	}, 500);
	timer.unref();
	/** @returns {number | null} */
	const highest = () => {
		peak = Math.max(peak, measure());
		if (!isPossible || baseline === 0) return null;
		return Math.round((peak - baseline) / 1e5) / 10;
	};
	return {
		/** As `stop`, but goes on, with what comes after it alone. */
		next() {
			const before = highest();
			peak = baseline;
			return before;
		},
		/** @returns {number | null} megabytes (10⁶) above the level at the start, at the highest; null where unknown */
		stop() {
			clearInterval(timer);
			return highest();
		},
	};
}

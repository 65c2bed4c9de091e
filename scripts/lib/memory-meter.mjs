import { memoryByRole, totalOf } from './process-memory.mjs';

/**
 * @typedef {object} MemoryMoment
 * @property {number} bytes above the level at the start, all processes together
 * @property {Map<string, import('./process-memory.mjs').MemoryKinds>} roles the same by process and kind; what is negative was given back
 */

/**
 * Measures a browser's memory, all processes together, twice a second until it is stopped.
 * On Linux from /proc; elsewhere there is no figure that covers workers and the GPU process, and none is made up.
 * The level at the start is that of the browser as it is when this is called: idle, with its page loaded.
 * @param {string} profile folder of the browser's profile, by which its processes are found
 */
export function createMemoryMeter(profile) {
	const isPossible = process.platform === 'linux';
	const measure = () => (isPossible ? memoryByRole(profile) : new Map());
	const baseline = measure();
	const level = totalOf(baseline);
	let peak = baseline;
	const sample = () => {
		const now = measure();
		if (totalOf(now) > totalOf(peak)) peak = now;
	};
	const timer = setInterval(sample, 500);
	timer.unref();
	/** @returns {number | null} */
	const highest = () => {
		sample();
		if (!isPossible || level === 0) return null;
		return Math.round((totalOf(peak) - level) / 1e5) / 10;
	};
	return {
		/** Bytes of the level at the start, by process and kind. */
		baseline,
		/** As `stop`, but goes on, with what comes after it alone. */
		next() {
			const before = highest();
			peak = baseline;
			return before;
		},
		/**
		 * The highest moment since the start or the last call, split. Goes on as `next`.
		 * @returns {MemoryMoment}
		 */
		nextMoment() {
			sample();
			const moment = { bytes: totalOf(peak) - level, roles: above(peak, baseline) };
			peak = baseline;
			return moment;
		},
		/** @returns {number | null} megabytes (10⁶) above the level at the start, at the highest; null where unknown */
		stop() {
			clearInterval(timer);
			return highest();
		},
	};
}

/**
 * @param {Map<string, import('./process-memory.mjs').MemoryKinds>} roles
 * @param {Map<string, import('./process-memory.mjs').MemoryKinds>} baseline
 */
function above(roles, baseline) {
	const none = { anonymous: 0, shared: 0, file: 0 };
	/** @type {typeof roles} */
	const added = new Map();
	for (const role of new Set([...roles.keys(), ...baseline.keys()])) {
		const { anonymous, shared, file } = roles.get(role) ?? none;
		const before = baseline.get(role) ?? none;
		added.set(role, {
			anonymous: anonymous - before.anonymous,
			shared: shared - before.shared,
			file: file - before.file,
		});
	}
	return added;
}

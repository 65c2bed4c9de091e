// What the soak test says of memory: where it is at a moment, and the whole of it at the highest.

/** @param {number} bytes */
export const megabytes = (bytes) => Math.round(bytes / 1e6);

/** @param {import('./process-memory.mjs').MemoryKinds} kinds */
const sum = ({ anonymous, shared, file }) => anonymous + shared + file;

/**
 * `renderer 210, browser 14`: what changed by a megabyte or more, the most first.
 * @param {Map<string, import('./process-memory.mjs').MemoryKinds>} roles
 */
export function roleWords(roles) {
	return [...roles]
		.map(([role, kinds]) => ({ role, megabytes: megabytes(sum(kinds)) }))
		.filter(({ megabytes: value }) => Math.abs(value) >= 1)
		.toSorted((a, b) => b.megabytes - a.megabytes)
		.map(({ role, megabytes: value }) => `${role} ${value}`)
		.join(', ');
}

/**
 * `page 4 + 0 + 2, sink 5 + 3 + 43`: JavaScript heap, the browser's own objects and array buffers of each thread.
 * @param {readonly import('./thread-heaps.mjs').ThreadHeap[]} heaps
 */
export function heapWords(heaps) {
	return heaps
		.map(
			({ name, total, platform, buffers }) =>
				`${name} ${megabytes(total)} + ${megabytes(platform)} + ${megabytes(buffers)}`,
		)
		.join(', ');
}

/**
 * @param {Map<string, import('./process-memory.mjs').MemoryKinds>} baseline
 * @param {Map<string, import('./process-memory.mjs').MemoryKinds>} added
 * @returns {string[]} lines of a table, MB
 */
export function memoryTable(baseline, added) {
	const rows = [...added].map(([role, kinds]) => {
		const before = baseline.get(role);
		return [role, before === undefined ? 0 : sum(before), kinds.anonymous, kinds.shared, kinds.file, sum(kinds)];
	});
	const totals = [1, 2, 3, 4, 5].map((column) => rows.reduce((all, row) => all + Number(row[column]), 0));
	const head = ['process', 'idle', '+ heaps', '+ shared', '+ files', '+ in all'];
	return [head, ...rows, ['all', ...totals]].map((row) =>
		row
			.map((cell, i) =>
				i === 0 ? `${cell}`.padEnd(14) : `${typeof cell === 'number' ? megabytes(cell) : cell}`.padStart(9),
			)
			.join(''),
	);
}

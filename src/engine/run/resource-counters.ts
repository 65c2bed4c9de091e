/** What this thread holds of things that must be given back: shown to whoever measures, and asserted in tests. */

export interface ResourceCounts {
	/** Workers that were started and not ended. */
	workers: number;
	/** Message ports between them. */
	ports: number;
	timers: number;
	/** Web Locks held or asked for. */
	locks: number;
}

const counts: ResourceCounts = { workers: 0, ports: 0, timers: 0, locks: 0 };

export const resources = {
	/** @param change negative when something was given back. */
	add(kind: keyof ResourceCounts, change: number): void {
		counts[kind] += change;
	},
	counts: (): ResourceCounts => ({ ...counts }),
};

/** A timer that is counted. @returns the function that ends it */
export function every(milliseconds: number, task: () => void): () => void {
	const timer = setInterval(task, milliseconds);
	return counted(() => clearInterval(timer));
}

/** A timer that is counted until it has fired. @returns the function that ends it */
export function after(milliseconds: number, task: () => void): () => void {
	const timer = setTimeout(() => {
		end();
		task();
	}, milliseconds);
	const end = counted(() => clearTimeout(timer));
	return end;
}

function counted(end: () => void): () => void {
	let alive = true;
	resources.add('timers', 1);
	return () => {
		if (!alive) return;
		alive = false;
		resources.add('timers', -1);
		end();
	};
}

/** Faults in the browser's own file handles. */

/** The lock that a file with the fault `wait` waits for. */
export const WAITED_FOR = 'a file waits';

export interface FileFault {
	/** Name of a DOMException; `hang`: it never ends; `die`: the worker dies; `wait`: it goes on when `WAITED_FOR` is free. */
	fault: string;
	at: 'createWritable' | 'write';
	/** Files that go well before. */
	after: number;
	/** Only the file of this name, and so many times. */
	file?: string;
	times?: number;
}

/** Breaks writing in this thread. */
export function breakFiles({ fault, at, after, file, times = Infinity }: FileFault): void {
	let opened = 0;
	let failed = 0;
	const isDue = (name: string): boolean => {
		if (file === undefined ? opened++ < after : name !== file) return false;
		return failed++ < times;
	};
	const { createWritable } = FileSystemFileHandle.prototype;
	FileSystemFileHandle.prototype.createWritable = async function faultyWritable(options) {
		const due = isDue(this.name);
		if (due && at === 'createWritable') await fail(fault);
		const writable = await createWritable.call(this, options);
		if (due && at === 'write') writable.write = () => fail(fault);
		return writable;
	};
}

async function fail(fault: string): Promise<void> {
	if (fault === 'wait') {
		await navigator.locks.request(WAITED_FOR, () => undefined);
		return;
	}
	if (fault === 'hang') await new Promise(() => undefined);
	if (fault === 'die') await die();
	throw new DOMException('injected', fault);
}

/** An error that nothing catches ends the worker, as its owner sees it. */
export function die(): Promise<never> {
	setTimeout(() => {
		throw new Error('injected death');
	});
	return new Promise(() => undefined);
}

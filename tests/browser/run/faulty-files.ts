/** Faults in the browser's own file handles, in the thread that imports this; the thread's name says which. */

declare const self: DedicatedWorkerGlobalScope;

export interface FileFault {
	/** Name of a DOMException, thrown by `createWritable` or by `write`; `hang`: `write` never ends; `throw`: the worker dies. */
	fault: string;
	at: 'createWritable' | 'write';
	/** Files that go well before. */
	after: number;
	/** Only for the file of this name. */
	file?: string;
}

const { fault, at, after, file }: FileFault = JSON.parse(self.name);
let opened = 0;

async function fail(): Promise<void> {
	if (fault === 'hang') await new Promise(() => undefined);
	if (fault === 'throw') {
		setTimeout(() => {
			throw new Error('injected death');
		});
		await new Promise(() => undefined);
	}
	throw new DOMException('injected', fault);
}

const { createWritable } = FileSystemFileHandle.prototype;
FileSystemFileHandle.prototype.createWritable = async function faultyWritable(this: FileSystemFileHandle, options) {
	const isDue = file === undefined ? opened++ >= after : this.name === file;
	if (isDue && at === 'createWritable') await fail();
	const writable = await createWritable.call(this, options);
	if (isDue && at === 'write') writable.write = fail;
	return writable;
};

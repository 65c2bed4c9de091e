/**
 * The File System Access API in memory, as far as sinks and imports use it, with the rules that matter: a file appears
 * empty at `getFileHandle(…, { create: true })`, its content changes only at `close` of its writable, names with a slash
 * are refused, missing entries and wrong kinds throw the DOMExceptions of the specification.
 */

export type FakeOperation = 'getDirectoryHandle' | 'getFileHandle' | 'createWritable' | 'write' | 'close';

/** What one fake file system shares; tests inject faults and read figures here. */
export class FakeDisk {
	/** Called before each operation; a name of a DOMException makes it fail. */
	fault: (operation: FakeOperation, path: string) => string | undefined = () => undefined;
	/** Awaited inside `close`, so that a test decides when files become durable. */
	beforeClose: () => Promise<void> = async () => undefined;
	writes = 0;
	openWritables = 0;
	mostOpenWritables = 0;
	readonly root = new FakeDirectory(this, 'Picked', '');

	check(operation: FakeOperation, path: string): void {
		const name = this.fault(operation, path);
		if (name !== undefined) throw new DOMException(`injected at ${operation} of ${path}`, name);
	}

	/** All files as path → content, sorted by path. */
	files(): Map<string, Uint8Array> {
		const found: [string, Uint8Array][] = [];
		const visit = (directory: FakeDirectory, prefix: string): void => {
			for (const [name, entry] of directory.children) {
				if (entry instanceof FakeFile) found.push([prefix + name, entry.content]);
				else visit(entry, `${prefix}${name}/`);
			}
		};
		visit(this.root, '');
		return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
	}
}

function checkName(name: string): void {
	if (name === '' || name === '.' || name === '..' || /[/\\]/u.test(name)) throw new TypeError('Name is not allowed.');
}

class FakeDirectory implements FileSystemDirectoryHandle {
	readonly kind = 'directory';
	readonly isFile = false;
	readonly isDirectory = true;
	readonly children = new Map<string, FakeDirectory | FakeFile>();
	/** Set when the folder was removed under the handle. */
	gone = false;
	readonly disk: FakeDisk;
	readonly name: string;
	readonly path: string;

	constructor(disk: FakeDisk, name: string, path: string) {
		this.disk = disk;
		this.name = name;
		this.path = path;
	}

	/** Old names that the type definitions still ask for. */
	getFile = this.getFileHandle;
	getDirectory = this.getDirectoryHandle;
	getEntries = this.values;

	async getDirectoryHandle(name: string, options: { create?: boolean } = {}): Promise<FakeDirectory> {
		const path = this.#enter('getDirectoryHandle', name);
		const found = this.children.get(name);
		if (found instanceof FakeFile) throw new DOMException(`${path} is a file`, 'TypeMismatchError');
		if (found !== undefined) return found;
		if (options.create !== true) throw new DOMException(`no ${path}`, 'NotFoundError');
		const created = new FakeDirectory(this.disk, name, path);
		this.children.set(name, created);
		return created;
	}

	async getFileHandle(name: string, options: { create?: boolean } = {}): Promise<FakeFile> {
		const path = this.#enter('getFileHandle', name);
		const found = this.children.get(name);
		if (found instanceof FakeDirectory) throw new DOMException(`${path} is a folder`, 'TypeMismatchError');
		if (found !== undefined) return found;
		if (options.create !== true) throw new DOMException(`no ${path}`, 'NotFoundError');
		const created = new FakeFile(this.disk, name, path);
		this.children.set(name, created);
		return created;
	}

	async removeEntry(name: string): Promise<void> {
		if (!this.children.delete(name)) throw new DOMException(`no ${name}`, 'NotFoundError');
	}

	async resolve(): Promise<null> {
		return null;
	}

	async isSameEntry(other: FileSystemHandle): Promise<boolean> {
		return other === this;
	}

	async queryPermission(): Promise<PermissionState> {
		return 'granted';
	}

	async requestPermission(): Promise<PermissionState> {
		return 'granted';
	}

	async *entries(): FileSystemDirectoryHandleAsyncIterator<[string, FakeDirectory | FakeFile]> {
		if (this.gone) throw new DOMException(`no ${this.path}`, 'NotFoundError');
		yield* this.children.entries();
	}

	async *keys(): FileSystemDirectoryHandleAsyncIterator<string> {
		for await (const [name] of this.entries()) yield name;
	}

	async *values(): FileSystemDirectoryHandleAsyncIterator<FakeDirectory | FakeFile> {
		for await (const [, entry] of this.entries()) yield entry;
	}

	[Symbol.asyncIterator](): FileSystemDirectoryHandleAsyncIterator<[string, FakeDirectory | FakeFile]> {
		return this.entries();
	}

	#enter(operation: FakeOperation, name: string): string {
		checkName(name);
		const path = this.path === '' ? name : `${this.path}/${name}`;
		this.disk.check(operation, path);
		if (this.gone) throw new DOMException(`no ${this.path}`, 'NotFoundError');
		return path;
	}
}

class FakeFile implements FileSystemFileHandle {
	readonly kind = 'file';
	readonly isFile = true;
	readonly isDirectory = false;
	content = new Uint8Array(0);
	readonly disk: FakeDisk;
	readonly name: string;
	readonly path: string;

	constructor(disk: FakeDisk, name: string, path: string) {
		this.disk = disk;
		this.name = name;
		this.path = path;
	}

	async getFile(): Promise<File> {
		return new File([this.content], this.name);
	}

	async createWritable(): Promise<FileSystemWritableFileStream> {
		this.disk.check('createWritable', this.path);
		return new FakeWritable(this);
	}

	async createSyncAccessHandle(): Promise<never> {
		throw new DOMException('only in the origin private file system', 'InvalidStateError');
	}

	async isSameEntry(other: FileSystemHandle): Promise<boolean> {
		return other === this;
	}

	async queryPermission(): Promise<PermissionState> {
		return 'granted';
	}

	async requestPermission(): Promise<PermissionState> {
		return 'granted';
	}
}

class FakeWritable extends WritableStream<FileSystemWriteChunkType> implements FileSystemWritableFileStream {
	constructor(file: FakeFile) {
		const { disk, path } = file;
		const parts: Uint8Array<ArrayBuffer>[] = [];
		super({
			write(chunk) {
				try {
					disk.check('write', path);
				} catch (thrown) {
					// A stream that failed is over: neither its close nor its abort is called.
					disk.openWritables--;
					throw thrown;
				}
				disk.writes++;
				if (!ArrayBuffer.isView(chunk)) throw new TypeError('the fake takes views only');
				parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength).slice());
			},
			async close() {
				await disk.beforeClose();
				disk.openWritables--;
				disk.check('close', path);
				file.content = new Uint8Array(await new Blob(parts).arrayBuffer());
			},
			abort() {
				disk.openWritables--;
			},
		});
		disk.openWritables++;
		disk.mostOpenWritables = Math.max(disk.mostOpenWritables, disk.openWritables);
	}

	async write(chunk: FileSystemWriteChunkType): Promise<void> {
		const writer = this.getWriter();
		try {
			await writer.write(chunk);
		} finally {
			writer.releaseLock();
		}
	}

	async seek(): Promise<never> {
		throw new TypeError('the fake only appends');
	}

	async truncate(): Promise<never> {
		throw new TypeError('the fake only appends');
	}
}

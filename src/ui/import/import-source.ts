/** What a person drops or picks, in a form that can cross to the import worker. */

export interface PickedFile {
	/** Path below the folder, with `/`. */
	path: string;
	file: File;
}

export type ImportSource =
	/** Chrome and Edge: the worker walks the folder itself. */
	| { kind: 'directory'; directory: FileSystemDirectoryHandle }
	/** Elsewhere, and for loose files. */
	| { kind: 'files'; name: string; files: PickedFile[] };

/** A file as import sees it, wherever it comes from: a dropped or picked folder, a ZIP, the command line, the sample. */
export interface SourceFile {
	/** Path below the chosen folder with `/`, e.g. `Background/Blue#10.png`. Untrusted. */
	path: string;
	/** Bytes. */
	size: number;
	/** Reads the content; may reject (file vanished, permission). */
	blob(): Promise<Blob>;
}

/** What a run wrote, by kind. */
export interface EngineFiles {
	/** Image files by token number, ascending. */
	images: Map<number, Uint8Array<ArrayBuffer>>;
	/** `_metadata.json`. */
	tokens: { name: string; attributes: { trait_type: string; value: string }[] }[];
	/** `run.json`, as far as tests look into it. */
	run: { range: { first: number; last: number }; provenance: { images: string[] } };
}

export function engineFilesOf(files: ReadonlyMap<string, Uint8Array>): EngineFiles {
	const images: [number, Uint8Array<ArrayBuffer>][] = [];
	for (const [path, bytes] of files) {
		const number = /^images\/(\d+)\.\w+$/.exec(path)?.[1];
		if (number !== undefined) images.push([Number(number), Uint8Array.from(bytes)]);
	}
	const json = (path: string) => JSON.parse(new TextDecoder().decode(files.get(path)));
	return {
		images: new Map(images.toSorted(([a], [b]) => a - b)),
		tokens: json('_metadata.json'),
		run: json('run.json'),
	};
}

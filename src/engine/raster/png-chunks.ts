/** The chunk structure of a PNG file (PNG specification, third edition, 5.2 to 5.5), without looking at any pixel. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export interface PngChunk {
	/** Four letters, e.g. `IDAT`. */
	type: string;
	/** Byte offset of the data, behind length and type. */
	start: number;
	/** Bytes of data. */
	length: number;
}

export interface PngStructure {
	/** Every complete chunk up to and including IEND. */
	chunks: PngChunk[];
	/** Whether IEND was reached; if not, the file was cut off. */
	complete: boolean;
}

export function hasPngSignature(bytes: Uint8Array): boolean {
	return SIGNATURE.every((value, i) => bytes[i] === value);
}

/** Walks the chunk list. A file that ends early, or whose lengths point outside of it, comes back as incomplete. */
export function readPngStructure(bytes: Uint8Array): PngStructure {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const chunks: PngChunk[] = [];
	let at = SIGNATURE.length;
	while (at + 12 <= bytes.length) {
		const length = view.getUint32(at);
		const start = at + 8;
		if (start + length + 4 > bytes.length) break;
		const type = String.fromCharCode(...bytes.subarray(at + 4, start));
		chunks.push({ type, start, length });
		if (type === 'IEND') return { chunks, complete: true };
		at = start + length + 4;
	}
	return { chunks, complete: false };
}

/**
 * Records of a ZIP's directory. Field numbers and offsets are those of PKWARE's APPNOTE 6.3.10, section 4.3.
 */

/** All ones: the value stands in a ZIP64 record instead. */
const IN_ZIP64 = 0xffffffff;
const MANY_ENTRIES = 0xffff;

/** 4.5: the first version with ZIP64 (4.4.3). */
const ZIP64_VERSION = 45;
/** Made on Unix (4.4.2). */
const MADE_ON_UNIX = 3 << 8;

const CENTRAL_BYTES = 46;
/** ZIP64 extended information (4.5.3) with an offset alone. */
const FAR_BYTES = 12;

/** Bytes of the record of a file in the central directory (4.3.12) that begins at `at`. */
export function centralLength(directory: Uint8Array<ArrayBuffer>, at: number): number {
	const view = new DataView(directory.buffer, directory.byteOffset + at);
	return CENTRAL_BYTES + view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true);
}

/** Puts the size of a stored file into its data descriptor (4.3.9). */
export function setDescriptorSize(descriptor: Uint8Array, bytes: number): void {
	const view = new DataView(descriptor.buffer, descriptor.byteOffset, descriptor.length);
	view.setUint32(8, bytes, true);
	view.setUint32(12, bytes, true);
}

/**
 * Puts other sizes of stored files into a directory (4.3.12), and their places, which follow from them.
 * @param sizes by file, in order; undefined: as it is there
 * @returns `directory`
 */
export function correctSizes(
	directory: Uint8Array<ArrayBuffer>,
	sizes: readonly (number | undefined)[],
): Uint8Array<ArrayBuffer> {
	const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
	let at = 0;
	let moved = 0;
	for (const size of sizes) {
		view.setUint32(at + 42, view.getUint32(at + 42, true) + moved, true);
		if (size !== undefined) {
			moved += size - view.getUint32(at + 24, true);
			view.setUint32(at + 20, size, true);
			view.setUint32(at + 24, size, true);
		}
		at += centralLength(directory, at);
	}
	return directory;
}

/**
 * The record of a file in the central directory (4.3.12), its offset counted from `start` on: the record itself, or where
 * the offset gets too large for it, a longer copy.
 * @throws RangeError for files of 4 GB, which nothing here makes
 */
export function movedRecord(record: Uint8Array<ArrayBuffer>, start: number): Uint8Array<ArrayBuffer> {
	const view = new DataView(record.buffer, record.byteOffset);
	if (view.getUint32(20, true) === IN_ZIP64) throw new RangeError('a file of 4 GB or more in a ZIP');
	const offset = start + view.getUint32(42, true);
	view.setUint32(42, Math.min(offset, IN_ZIP64), true);
	if (offset < IN_ZIP64) return record;
	const moved = new Uint8Array(record.length + FAR_BYTES);
	moved.set(record);
	const far = new DataView(moved.buffer);
	far.setUint16(6, ZIP64_VERSION, true);
	far.setUint16(30, FAR_BYTES, true);
	far.setUint16(record.length, 1, true);
	far.setUint16(record.length + 2, FAR_BYTES - 4, true);
	far.setBigUint64(record.length + 4, BigInt(offset), true);
	return moved;
}

/**
 * What stands at the end: the end of central directory record (4.3.16), preceded by its ZIP64 records (4.3.14, 4.3.15)
 * where there are 65,535 files or more, or 4 GB.
 */
export function endRecords(entries: number, directoryOffset: number, directoryBytes: number): Uint8Array<ArrayBuffer> {
	const needs64 = entries >= MANY_ENTRIES || directoryOffset >= IN_ZIP64 || directoryBytes >= IN_ZIP64;
	const records = new Uint8Array(needs64 ? 56 + 20 + 22 : 22);
	const view = new DataView(records.buffer);
	if (needs64) {
		view.setUint32(0, 0x06064b50, true);
		// Size of this record without its first 12 bytes.
		view.setBigUint64(4, 44n, true);
		view.setUint16(12, MADE_ON_UNIX | ZIP64_VERSION, true);
		view.setUint16(14, ZIP64_VERSION, true);
		// Disk numbers at 16 and 20 stay 0. Entries on this disk, entries in all.
		view.setBigUint64(24, BigInt(entries), true);
		view.setBigUint64(32, BigInt(entries), true);
		view.setBigUint64(40, BigInt(directoryBytes), true);
		view.setBigUint64(48, BigInt(directoryOffset), true);
		view.setUint32(56, 0x07064b50, true);
		view.setBigUint64(64, BigInt(directoryOffset + directoryBytes), true);
		view.setUint32(72, 1, true);
	}
	const end = needs64 ? 76 : 0;
	view.setUint32(end, 0x06054b50, true);
	view.setUint16(end + 8, Math.min(entries, MANY_ENTRIES), true);
	view.setUint16(end + 10, Math.min(entries, MANY_ENTRIES), true);
	view.setUint32(end + 12, Math.min(directoryBytes, IN_ZIP64), true);
	view.setUint32(end + 16, Math.min(directoryOffset, IN_ZIP64), true);
	return records;
}

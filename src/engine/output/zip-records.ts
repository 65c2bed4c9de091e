/**
 * The records of a ZIP whose files are stored as they are. Field numbers and offsets are those of PKWARE's APPNOTE 6.3.10,
 * section 4.3.
 */

/** All ones: the value stands in a ZIP64 record instead. */
const IN_ZIP64 = 0xffffffff;
const MANY_ENTRIES = 0xffff;

/** 2.0: a data descriptor may follow; 4.5: the first with ZIP64 (4.4.3). */
const VERSION = 20;
const ZIP64_VERSION = 45;
/** Made on Unix, so that the attributes are a file mode (4.4.2). */
const MADE_ON_UNIX = 3 << 8;
/** A regular file that everybody may read and its owner write, in the upper half of the external attributes. */
const FILE_MODE = 0o100644 * 65536;
/** General purpose flags (4.4.4): size and CRC follow the data; the name is UTF-8. */
const SIZE_FOLLOWS = 1 << 3;
const UTF8_NAME = 1 << 11;
/** Midnight of 1 January 2000 (4.4.6): equal files give equal ZIPs. DOS time has no time zone. */
const TIME_AND_DATE = ((20 << 9) | (1 << 5) | 1) * 65536;

/** A file in the ZIP. Sizes and offset are in bytes. */
export interface ZipEntry {
	name: Uint8Array;
	crc32: number;
	size: number;
	/** Of its local header. */
	offset: number;
	/** It was written before its size was known. */
	sizeFollows: boolean;
}

/** The record that stands before a file's data (4.3.7). Without size and CRC where they follow. */
export function localHeader({ name, crc32, size, sizeFollows }: Omit<ZipEntry, 'offset'>): Uint8Array<ArrayBuffer> {
	const { record, view } = start(30 + name.length, 0x04034b50);
	view.setUint16(4, VERSION, true);
	view.setUint16(6, UTF8_NAME | (sizeFollows ? SIZE_FOLLOWS : 0), true);
	// Method at 8: 0, stored.
	view.setUint32(10, TIME_AND_DATE, true);
	if (!sizeFollows) setSizes(view, 14, crc32, size);
	view.setUint16(26, name.length, true);
	record.set(name, 30);
	return record;
}

/** The record that stands after the data of a file whose size was not known before (4.3.9). */
export function dataDescriptor(crc32: number, size: number): Uint8Array<ArrayBuffer> {
	const { record, view } = start(16, 0x08074b50);
	setSizes(view, 4, crc32, size);
	return record;
}

/** Bytes of `writeCentralHeader`. */
export function centralHeaderLength({ name, offset }: ZipEntry): number {
	return 46 + name.length + (offset >= IN_ZIP64 ? 12 : 0);
}

/** Writes the record of a file in the central directory (4.3.12) to `out` from `at` on. */
export function writeCentralHeader(out: Uint8Array<ArrayBuffer>, at: number, entry: ZipEntry): void {
	const { name, crc32, size, offset, sizeFollows } = entry;
	const isFar = offset >= IN_ZIP64;
	const view = new DataView(out.buffer, out.byteOffset + at, centralHeaderLength(entry));
	view.setUint32(0, 0x02014b50, true);
	view.setUint16(4, MADE_ON_UNIX | (isFar ? ZIP64_VERSION : VERSION), true);
	view.setUint16(6, isFar ? ZIP64_VERSION : VERSION, true);
	view.setUint16(8, UTF8_NAME | (sizeFollows ? SIZE_FOLLOWS : 0), true);
	view.setUint16(10, 0, true);
	view.setUint32(12, TIME_AND_DATE, true);
	setSizes(view, 16, crc32, size);
	view.setUint16(28, name.length, true);
	view.setUint16(30, isFar ? 12 : 0, true);
	// Length of the comment, number of the disk, internal attributes.
	view.setUint16(32, 0, true);
	view.setUint32(34, 0, true);
	view.setUint32(38, FILE_MODE, true);
	view.setUint32(42, Math.min(offset, IN_ZIP64), true);
	out.set(name, at + 46);
	if (!isFar) return;
	// ZIP64 extended information (4.5.3): only what does not fit above.
	view.setUint16(46 + name.length, 1, true);
	view.setUint16(48 + name.length, 8, true);
	view.setBigUint64(50 + name.length, BigInt(offset), true);
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

function start(length: number, signature: number): { record: Uint8Array<ArrayBuffer>; view: DataView<ArrayBuffer> } {
	const record = new Uint8Array(length);
	const view = new DataView(record.buffer);
	view.setUint32(0, signature, true);
	return { record, view };
}

/** CRC, size compressed, size as it is. @throws RangeError for files of 4 GB, which nothing here makes */
function setSizes(view: DataView, at: number, crc32: number, size: number): void {
	if (size >= IN_ZIP64) throw new RangeError('a file of 4 GB or more in a ZIP');
	view.setUint32(at, crc32, true);
	view.setUint32(at + 4, size, true);
	view.setUint32(at + 8, size, true);
}

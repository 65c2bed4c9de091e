/**
 * Completes the end of a ZIP with 65,535 entries or more. client-zip 2.5.1 writes the ZIP64 records only for large archives,
 * not for many entries, and clamps the count (measured: `unzip` and fflate then miss files). Field numbers and offsets are
 * those of PKWARE's APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
 */
const END_LENGTH = 22;
const ZIP64_END_LENGTH = 56;
const LOCATOR_LENGTH = 20;

/**
 * @param end the last chunk of the ZIP: its end of central directory record (4.3.16), without comment
 * @param entries how many files the ZIP really has
 * @returns the records to write instead: `end` itself where it is complete, else preceded by its ZIP64 records
 */
export function completeZipEnd(end: Uint8Array, entries: number): Uint8Array {
	const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
	if (end.length !== END_LENGTH || view.getUint32(0, true) !== 0x06054b50) {
		throw new Error('the ZIP does not end with its end of central directory record');
	}
	const directoryBytes = view.getUint32(12, true);
	const directoryOffset = view.getUint32(16, true);
	// All ones in the offset: the ZIP64 records are there already.
	if (entries < 0xffff || directoryOffset === 0xffffffff) return end;

	const records = new Uint8Array(ZIP64_END_LENGTH + LOCATOR_LENGTH + END_LENGTH);
	const out = new DataView(records.buffer);
	out.setUint32(0, 0x06064b50, true);
	// Size of this record without its first 12 bytes.
	out.setBigUint64(4, BigInt(ZIP64_END_LENGTH - 12), true);
	// Version made by and version needed: 4.5, the first with ZIP64.
	out.setUint16(12, 45, true);
	out.setUint16(14, 45, true);
	// Disk numbers at 16 and 20 stay 0. Entries on this disk, entries in all.
	out.setBigUint64(24, BigInt(entries), true);
	out.setBigUint64(32, BigInt(entries), true);
	out.setBigUint64(40, BigInt(directoryBytes), true);
	out.setBigUint64(48, BigInt(directoryOffset), true);
	const locator = ZIP64_END_LENGTH;
	out.setUint32(locator, 0x07064b50, true);
	out.setBigUint64(locator + 8, BigInt(directoryOffset + directoryBytes), true);
	out.setUint32(locator + 16, 1, true);
	records.set(end, locator + LOCATOR_LENGTH);
	return records;
}

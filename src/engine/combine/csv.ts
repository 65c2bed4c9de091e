/** Comma-separated values as in RFC 4180: quotes double inside quotes, line ends may be CRLF or LF. */

function cell(text: string): string {
	return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
	return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A byte order mark and empty lines are passed over. An unclosed quote runs to the end of the text. */
export function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	const pattern = /("(?:[^"]|"")*(?:"|$)|[^,\r\n]*)(,|\r?\n|\r|$)/gy;
	let row: string[] = [];
	pattern.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
	while (pattern.lastIndex < text.length) {
		const match = pattern.exec(text);
		if (match === null) break;
		const [, raw, end] = match;
		row.push(raw.startsWith('"') ? raw.slice(1, raw.endsWith('"') ? -1 : undefined).replaceAll('""', '"') : raw);
		if (end === ',' && pattern.lastIndex < text.length) continue;
		if (end === ',') row.push('');
		if (row.length > 1 || row[0] !== '') rows.push(row);
		row = [];
	}
	return rows;
}

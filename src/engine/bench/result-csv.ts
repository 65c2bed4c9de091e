import { median } from './statistics.ts';
import type { SuiteResult } from './suite-result.ts';
import { rowInfo } from './suite.ts';

/** RFC 4180, 2: a field with a comma, a quote or a line break stands in quotes. */
function field(value: string | number): string {
	const text = String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line for each row of the suite: medians, extremes and every sample. */
export function resultCsv({ rows }: SuiteResult): string {
	const most = Math.max(0, ...rows.map(({ samples }) => samples.length));
	const head = ['row', 'name', 'unit', 'timing', 'median', 'lowest', 'highest'];
	const lines = [
		[...head, ...Array.from({ length: most }, (_, round) => `round ${round + 1}`)],
		...rows.map(({ id, timing, samples }) => {
			const { name = id, unit = '' } = rowInfo(id) ?? {};
			return [id, name, unit, timing, median(samples), Math.min(...samples), Math.max(...samples), ...samples];
		}),
	];
	return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

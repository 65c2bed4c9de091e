/** The suite's result as text for a terminal. */
import { median } from './statistics.ts';
import type { SuiteResult, SuiteRow } from './suite-result.ts';
import { suiteScore } from './suite-score.ts';
import { rowInfo } from './suite.ts';

export function suiteTable(result: SuiteResult): string {
	const { device, rows, missing, mode, suite, seconds, backend, workers } = result;
	const lines = rows.map((row) => [rowInfo(row.id)?.name ?? row.id, figures(row), noteOf(row)]);
	for (const { id, reason } of missing) lines.push([rowInfo(id)?.name ?? id, 'not measured', reason]);
	const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column].length)));
	return [
		`Device benchmark, suite ${suite}, ${mode}, ${seconds.toFixed(0)} s; the reference device has 100`,
		`${device.browser} on ${device.system}, ${device.cores} cores, ${gpuName(result)}`,
		`pipeline: ${backend}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
		'',
		...verdict(result),
		'',
		...lines.map(([name, value, note]) => `${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${note}`.trimEnd()),
	].join('\n');
}

/** The adapter as a person would call it. */
export function gpuName({ device: { gpu } }: SuiteResult): string {
	if (gpu === undefined) return 'no WebGPU adapter';
	const name = gpu.description || [gpu.vendor, gpu.architecture, gpu.device].filter(Boolean).join(' ');
	return `${name || 'a graphics adapter without a name'}${gpu.software ? ' (software adapter)' : ''}`;
}

function verdict(result: SuiteResult): string[] {
	const scored = suiteScore(result);
	if (scored === undefined) {
		return [
			result.faults.length > 0 ? 'invalid, no score:' : 'no score, not comparable:',
			...[...result.faults.map(({ message }) => message), ...result.deviations].map((reason) => `  ${reason}`),
		];
	}
	const { score, parts } = scored;
	return [
		`score ${score.value.toFixed(0)} (95 % interval ${score.low.toFixed(0)} to ${score.high.toFixed(0)})`,
		Object.entries(parts)
			.map(([name, { value }]) => `${name} ${value.toFixed(0)}`)
			.join(', '),
		...(parts.writing === undefined
			? []
			: ['writing stands beside the score: it depends on what the disk had to do before']),
	];
}

const digits = (value: number) => (value < 100 ? value.toFixed(1) : Math.round(value).toString());

function figures({ id, samples }: SuiteRow): string {
	const range = `(${digits(Math.min(...samples))} to ${digits(Math.max(...samples))})`;
	return `${digits(median(samples))} ${rowInfo(id)?.unit ?? ''} ${range}`;
}

function noteOf({ timing, note = '' }: SuiteRow): string {
	return [timing === 'gpu-timestamps' ? 'GPU timestamps' : '', note].filter(Boolean).join('; ');
}

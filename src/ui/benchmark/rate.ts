/** Figures of the benchmark for people. */
import { rowInfo } from '../../engine/bench/suite.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { formatCount } from '../controls/format.ts';

/** Three digits where there are fractions, in full above. */
export function formatRate(value: number): string {
	if (value >= 100) return formatCount(Math.round(value));
	return value.toFixed(value >= 10 ? 1 : 2);
}

export function formatScore(value: number): string {
	return formatCount(Math.round(value));
}

export function rowName(id: string): string {
	return rowInfo(id)?.name ?? id;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function formatMoment(taken: string): string {
	return moment.format(new Date(taken));
}

/** What tells two results apart at a glance. */
export function resultTitle({ device }: SuiteResult): string {
	return `${device.browser}, ${device.system}, ${device.cores} cores`;
}

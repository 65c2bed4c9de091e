/** A kept run in words. */
import type { ListedRun, StoredTarget } from '../../engine/store/run-record.ts';
import { formatBytes, formatCount } from '../controls/format.ts';
import { FORMAT_NAMES } from '../output/image-formats.ts';
import type { RunSummary } from '../run/run-history.ts';

export const STATE_NAMES: Record<RunSummary['state'], string> = {
	preparing: 'Preparing',
	running: 'Generating',
	paused: 'Paused',
	interrupted: 'Interrupted',
	finished: 'Finished',
	cancelled: 'Cancelled',
	failed: 'Stopped',
};

const TARGET_NAMES: Record<StoredTarget['kind'], string> = {
	folder: 'Folder',
	zip: 'ZIP file',
	'zip-stream': 'ZIP download',
	http: 'Command line',
	memory: 'Memory',
};

const BACKEND_NAMES = { auto: 'Fastest', webgpu: 'WebGPU', canvas2d: 'Worker pool', reference: 'Reference' };

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function whenOf({ created }: ListedRun): string {
	return date.format(created);
}

export function nameOf({ design }: ListedRun): string {
	return design.name || 'Untitled';
}

/** "1,240 of 2,000 done" */
export function doneOf({ done, total }: RunSummary): string {
	return `${formatCount(done)} of ${formatCount(total)} done`;
}

export function placeOf({ location, target }: ListedRun): string {
	return location ?? TARGET_NAMES[target.kind];
}

/** What it was asked for: name and value. */
export function settingsOf({ design, range, target, settings }: ListedRun): [name: string, value: string][] {
	const { width, height, format } = design.output;
	const first = `${formatCount(range.first)} to ${formatCount(range.last)}`;
	const rows: [string, string][] = [
		['Seed', design.seed],
		['Tokens', first],
		['Images', `${formatCount(width)} × ${formatCount(height)} px, ${FORMAT_NAMES[format]}`],
		['Written to', TARGET_NAMES[target.kind]],
	];
	if (settings === undefined) return rows;
	rows.push(['Metadata', settings.tokenMetadata ? 'One JSON file per token' : 'One file']);
	rows.push(['Compositor', BACKEND_NAMES[settings.backend]]);
	rows.push(['Priority', settings.priority === 'background' ? 'Background' : 'Fast']);
	if (settings.memoryBudget !== undefined) rows.push(['Memory', formatBytes(settings.memoryBudget)]);
	return rows;
}

/** What the settings of the next run can do about a run that was short of memory. */
import type { Problem } from '../../engine/errors.ts';
import type { RunSnapshot } from '../../engine/run/run.ts';
import type { Remedy } from '../controls/problem-list.tsx';
import { hasFilePicker } from './destination.ts';
import { MEMORY_BYTES, MEMORY_CHOICES, type RunSettingsStore } from './run-settings.ts';

/** The machine had less memory than the run may use. */
const LACKING: ReadonlySet<string> = new Set(['memory-halved', 'out-of-memory']);

/** Less memory in use elsewhere would help the run. */
export function isShortOfMemory({ code }: Problem): boolean {
	return code === 'memory-tight' || LACKING.has(code);
}

/**
 * What can be done about one of the problems of a run; the same things are offered once, with the last problem of the kind.
 * @param run that has the problem
 */
export function memoryRemedies(
	problem: Problem,
	{ problems, memoryBudget: budget }: Pick<RunSnapshot, 'problems' | 'memoryBudget'>,
	settings: RunSettingsStore,
): Remedy[] {
	if (problems.findLast(isShortOfMemory) !== problem) return [];
	if (problem.code === 'memory-tight') return moreMemory(budget, settings);
	if (!LACKING.has(problem.code)) return [];
	return [smallerCache(budget, settings), ...writeZip(settings)];
}

function moreMemory(budget: number, { values, change }: RunSettingsStore): Remedy[] {
	const more = MEMORY_CHOICES.find((choice) => MEMORY_BYTES[choice] >= 2 * budget);
	if (more === undefined) return [];
	const isDone = values.memory === more;
	return [
		{
			label: isDone ? `The next run may use ${more}` : `Allow the next run ${more}`,
			isDone,
			apply: () => change('memory', more),
		},
	];
}

/** What the run came down to is what the machine has. */
function smallerCache(budget: number, { values, change }: RunSettingsStore): Remedy {
	const less = MEMORY_CHOICES.findLast((choice) => MEMORY_BYTES[choice] <= budget) ?? '128 MB';
	const isDone = values.memory === less;
	return {
		label: isDone ? `The next run has a smaller tile cache (${less})` : `Use a smaller tile cache (${less})`,
		isDone,
		apply: () => change('memory', less),
	};
}

/** One stream instead of many files that are open at the same time. */
function writeZip({ values, change }: RunSettingsStore): Remedy[] {
	if (!hasFilePicker() || values.destination === 'download') return [];
	const isDone = values.destination === 'zip';
	return [
		{ label: isDone ? 'The next run writes a ZIP' : 'Write a ZIP', isDone, apply: () => change('destination', 'zip') },
	];
}

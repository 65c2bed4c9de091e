/** What a run says to people when something is in its way. */
import type { Problem } from '../errors.ts';
import type { Plan } from '../combine/plan.ts';
import { imageFileName } from '../output/file-names.ts';
import type { Design } from '../design/design.ts';
import { spaceNeeded } from './fault-policy.ts';
import type { DamageReason } from './sink-protocol.ts';
import type { TokenLedger } from './token-ledger.ts';

const MOST_NAMES = 5;

/** Why a run waits for its user. @param foretold bytes of all its images, where known */
export function whyPaused(
	problem: Problem,
	{ bytes, done, count }: TokenLedger,
	foretold: number | undefined,
): Problem {
	if (problem.code === 'stalled') {
		const hint = 'Everything finished is kept; resume when the computer is less busy, or reload the page first.';
		return { ...problem, hint };
	}
	if (problem.code !== 'disk-full') return problem;
	return { ...problem, message: `${problem.message} ${spaceNeeded(bytes, done, count, foretold)}` };
}

/** The workers were started anew. @param memoryBudget that they have now, bytes */
export function restarted(problem: Problem, memoryBudget: number): Problem {
	const isLess = problem.code === 'out-of-memory';
	const less = isLess ? ` with ${Math.round(memoryBudget / 1e6)} MB to use` : '';
	const message = `${problem.message} The workers were started again${less}; nothing that was finished is lost.`;
	return { code: isLess ? 'memory-halved' : 'restarted', severity: 'warning', message };
}

/** Files of an earlier session that were not as they should be. */
export function damageReport(
	damaged: readonly { row: number; why: DamageReason }[],
	design: Design,
	plan: Plan,
): Problem[] {
	const words: Record<DamageReason, string> = {
		missing: 'missing',
		truncated: 'cut short',
		foreign: 'other than what was written',
	};
	return (['missing', 'truncated', 'foreign'] as const).flatMap((reason) => {
		const rows = damaged.filter(({ why }) => why === reason).map(({ row }) => row);
		if (rows.length === 0) return [];
		const names = rows.slice(0, MOST_NAMES).map((row) => imageFileName(plan.firstNumber + row, design.output.format));
		const more = rows.length > MOST_NAMES ? ` and ${rows.length - MOST_NAMES} more` : '';
		const message = `${rows.length === 1 ? 'A finished image was' : `${rows.length} finished images were`} ${words[reason]} (${names.join(', ')}${more}), image or metadata; ${rows.length === 1 ? 'it is' : 'they are'} made again.`;
		return [{ code: `file-${reason}`, severity: 'warning' as const, message }];
	});
}

/** Files that another program kept locked to the end. */
export function lockedReport(problems: readonly Problem[]): Omit<Problem, 'severity'> {
	const names = problems.map(({ place }) => place?.file ?? '');
	const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
	return {
		code: 'file-locked',
		message: `Everything is written but ${names.slice(0, MOST_NAMES).join(', ')}${more}: another program keeps ${names.length === 1 ? 'it' : 'them'} locked.`,
		hint: 'Close programs that have them open (viewers, sync and backup programs, virus scanners), then resume.',
		...(names[0] === undefined ? {} : { place: { file: names[0] } }),
	};
}

/** A ZIP was completed before the run was. */
export function volumeClosed(volumes: number, ledger: TokenLedger): Problem {
	return {
		code: 'volume-needed',
		severity: 'info',
		message: `${volumes === 1 ? 'The ZIP is' : `${volumes} ZIPs are`} complete with ${ledger.done.toLocaleString('en-US')} of ${ledger.count.toLocaleString('en-US')} images.`,
		hint: `To go on, choose a file for part ${volumes + 1}.`,
	};
}

/** The run's lock is held. */
export function openElsewhere(): Omit<Problem, 'severity'> {
	return {
		code: 'run-elsewhere',
		message: 'This run is open in another tab or window.',
		hint: 'Go on there, or close it first.',
	};
}

/** Nobody was heard of for so long. */
export function stalled(seconds: number): Omit<Problem, 'severity'> {
	return { code: 'stalled', message: `The workers made no progress for ${seconds} seconds.` };
}

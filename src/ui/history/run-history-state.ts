/** Which runs are kept, read anew when something may have changed: a run began or ended here, or the tab is looked at again. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { type Problem, toProblem } from '../../engine/errors.ts';
import { runLockName } from '../../engine/run/run-lock.ts';
import { listen } from '../controls/listen.ts';
import { setAsideNote } from '../controls/set-aside.tsx';
import type { RunState } from '../run-panel/run-state.ts';
import { type RunSummary, listRuns } from '../run/run-history.ts';

export interface RunHistory {
	/** Newest first; undefined until they have been read. */
	readonly runs: Accessor<readonly RunSummary[] | undefined>;
	/** Records that cannot be read, or why none can be. */
	readonly problems: Accessor<readonly Problem[]>;
	/** Runs of earlier pages that have not ended and that no tab has open, newest first. */
	readonly interrupted: Accessor<readonly RunSummary[]>;
	refresh(): Promise<void>;
}

/** @param onProblem is told once of what was found to be damaged when the app was opened */
export function createRunHistory(run: RunState, onProblem: (problem: Problem) => void): RunHistory {
	const [runs, setRuns] = createSignal<readonly RunSummary[]>();
	const [problems, setProblems] = createSignal<readonly Problem[]>([]);
	const isHere = (id: string) => run.live().some((mine) => mine.id === id);
	let isTold = false;
	let waiting = new AbortController();

	const refresh = async () => {
		try {
			const found = await listRuns();
			setRuns(found.runs);
			setProblems(found.problems);
			const note = isTold ? undefined : setAsideNote('run', 'The history', found.problems);
			isTold = true;
			if (note !== undefined) onProblem(note);
			waitFor(found.runs.filter(({ isOpen, record }) => isOpen && !isHere(record.id)));
		} catch (thrown) {
			setRuns([]);
			setProblems([toProblem(thrown)]);
		}
	};
	/** Runs that are open in another tab, or still in this one's page before it was reloaded, are looked at when they are let go. */
	const waitFor = (elsewhere: readonly RunSummary[]) => {
		waiting.abort();
		waiting = new AbortController();
		const { signal } = waiting;
		for (const { record } of elsewhere) {
			navigator.locks
				?.request(runLockName(record.id), { mode: 'shared', signal }, () => void refresh())
				.catch(ignoreAbort);
		}
	};

	const seen = () => {
		if (document.visibilityState === 'visible') void refresh();
	};
	onCleanup(listen(document, 'visibilitychange', seen));
	onCleanup(() => waiting.abort());
	const liveCount = createMemo(() => run.live().length);
	createEffect(on(liveCount, () => void refresh()));

	const interrupted = createMemo(() =>
		(runs() ?? []).filter(
			({ record, state, isOpen }) => !isOpen && !isHere(record.id) && (state === 'interrupted' || state === 'paused'),
		),
	);
	return { runs, problems, interrupted, refresh };
}

function ignoreAbort(thrown: unknown): void {
	if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
}

/** Kept runs on the screen: the one that was interrupted, and on demand the list of all. */
import { Show, Suspense, createSignal, lazy } from 'solid-js';
import { type RecordKey, toProblem } from '../../engine/errors.ts';
import { showProblem } from '../controls/toasts.tsx';
import type { RunState } from '../run-panel/run-state.ts';
import { type RunSummary, forgetRun } from '../run/run-history.ts';
import { InterruptedBanner } from './interrupted-banner.tsx';
import { repeatKept, resumeKept } from './run-actions.ts';
import type { RunHistory } from './run-history-state.ts';

const HistoryDialog = lazy(async () => ({ default: (await import('./history-dialog.tsx')).HistoryDialog }));

export interface HistoryPlaceProps {
	run: RunState;
	history: RunHistory;
	/** Whether the list is shown. */
	isOpen: boolean;
	onOpenChange: (isOpen: boolean) => void;
	/** A run goes on now that is to be seen. */
	onStarted: () => void;
	onGallery: (id: string) => Promise<void>;
}

export function HistoryPlace(props: HistoryPlaceProps) {
	/** The run that was asked for from the banner. */
	const [opened, setOpened] = createSignal<string>();

	const start = async (begin: (runs: RunState) => Promise<boolean>) => {
		try {
			if (!(await begin(props.run))) return;
			close();
			props.onStarted();
		} catch (thrown) {
			showProblem(toProblem(thrown));
		}
	};
	const resume = (run: RunSummary) => void start((runs) => resumeKept(runs, run));
	const repeat = (run: RunSummary) => void start((runs) => repeatKept(runs, run.record.id));
	const forget = async (keys: readonly RecordKey[]) => {
		try {
			for (const key of keys) await forgetRun(key);
			await props.history.refresh();
		} catch (thrown) {
			showProblem(toProblem(thrown));
		}
	};
	const close = () => {
		setOpened(undefined);
		props.onOpenChange(false);
	};
	return (
		<>
			<InterruptedBanner
				runs={props.history.interrupted()}
				onResume={resume}
				onRepeat={repeat}
				onDetails={({ record }) => {
					setOpened(record.id);
					props.onOpenChange(true);
				}}
				onDiscard={({ record }) => void forget([record.id])}
			/>
			<Show when={props.isOpen}>
				<Suspense>
					<HistoryDialog
						history={props.history}
						opened={opened()}
						onResume={resume}
						onRepeat={repeat}
						onGallery={({ record }) => void props.onGallery(record.id)}
						onForget={({ record }) => void forget([record.id])}
						onForgetDamaged={(keys) => void forget(keys)}
						onClose={close}
					/>
				</Suspense>
			</Show>
		</>
	);
}

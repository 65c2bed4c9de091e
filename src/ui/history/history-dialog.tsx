/** Every run that this browser knows of. */
import './history.css';
import { Dialog } from '@kobalte/core/dialog';
import { Show, createMemo, createSignal, untrack } from 'solid-js';
import type { RecordKey } from '../../engine/errors.ts';
import { CloseFoot } from '../controls/close-foot.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { SetAside } from '../controls/set-aside.tsx';
import type { RunSummary } from '../run/run-history.ts';
import { HistoryEntry } from './history-entry.tsx';
import { HistoryList } from './history-list.tsx';
import type { RunHistory } from './run-history-state.ts';

export interface HistoryDialogProps {
	history: RunHistory;
	/** The run whose details are open at first. */
	opened: string | undefined;
	onResume: (run: RunSummary) => void;
	onRepeat: (run: RunSummary) => void;
	onGallery: (run: RunSummary) => void;
	onForget: (run: RunSummary) => void;
	onForgetDamaged: (keys: readonly RecordKey[]) => void;
	onClose: () => void;
}

function toggled(before: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
	const next = new Set(before);
	if (isIn) next.add(id);
	else next.delete(id);
	return next;
}

export function HistoryDialog(props: HistoryDialogProps) {
	/** A record read anew is the same entry: what is open stays open. */
	const ids = createMemo(() => (props.history.runs() ?? []).map(({ record }) => record.id));
	const [open, setOpen] = createSignal<ReadonlySet<string>>(
		new Set(untrack(() => (props.opened === undefined ? [] : [props.opened]))),
	);
	const [above, setAbove] = createSignal<HTMLElement>();
	const entries = createMemo(() => new Map((props.history.runs() ?? []).map((run) => [run.record.id, run])));
	const entry = (id: string) => entries().get(id);
	return (
		<Dialog open onOpenChange={(open) => !open && props.onClose()}>
			<Dialog.Portal>
				<Dialog.Overlay class="dialog-backdrop" />
				<div class="dialog-place">
					<Dialog.Content class="dialog">
						<div class="dialog-head">
							<Dialog.Title class="dialog-title">History</Dialog.Title>
							<Dialog.Description class="soft">
								Every run of this browser. Forgetting one leaves its files where they are.
							</Dialog.Description>
						</div>
						<div class="dialog-body">
							<div class="history-above" ref={setAbove}>
								<SetAside kind="run" problems={props.history.problems()} onForget={props.onForgetDamaged} />
								<ProblemList problems={props.history.problems().filter(({ place }) => place?.record === undefined)} />
								<Show when={props.history.runs() !== undefined && ids().length === 0}>
									<p class="soft">No runs yet. What you generate is listed here.</p>
								</Show>
							</div>
							<Show when={ids().length > 0 && above()}>
								{(notices) => (
									<HistoryList ids={ids()} above={notices()} first={props.opened}>
										{(id) => (
											<Show when={entry(id)}>
												{(run) => (
													<HistoryEntry
														run={run()}
														isOpen={open().has(id)}
														onToggle={(isOpen) => setOpen((before) => toggled(before, id, isOpen))}
														onResume={() => props.onResume(run())}
														onRepeat={() => props.onRepeat(run())}
														onGallery={() => props.onGallery(run())}
														onForget={() => props.onForget(run())}
													/>
												)}
											</Show>
										)}
									</HistoryList>
								)}
							</Show>
						</div>
						<CloseFoot onClose={() => props.onClose()} />
					</Dialog.Content>
				</div>
			</Dialog.Portal>
		</Dialog>
	);
}

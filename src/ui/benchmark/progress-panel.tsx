/** The suite while it runs: what it does, how far it is, and the figures so far. */
import { Show, createMemo, createSignal, onCleanup } from 'solid-js';
import type { SuiteProgress } from '../bench/run-suite.ts';
import { formatDuration } from '../controls/format.ts';
import { Icon } from '../controls/icon.tsx';
import { RowGroups } from './row-groups.tsx';

export function ProgressPanel(props: { progress: SuiteProgress; onCancel: () => void }) {
	const started = performance.now();
	const [seconds, setSeconds] = createSignal(0);
	const timer = setInterval(() => setSeconds((performance.now() - started) / 1000), 1000);
	onCleanup(() => clearInterval(timer));
	// Drawn anew only when there are other figures: what is drawn while something is measured slows it down.
	const rows = createMemo(() => props.progress.rows);
	const percent = () => Math.round(props.progress.share * 100);
	return (
		<>
			<section class="bench-panel bench-progress" aria-label="Measuring">
				<div class="bench-progress-head">
					<p class="bench-activity" role="status">
						{props.progress.activity}
					</p>
					<span class="soft">
						{percent()} %, {formatDuration(Math.round(seconds()))}
					</span>
					<button type="button" class="button" onClick={() => props.onCancel()}>
						<Icon name="stop" /> Cancel
					</button>
				</div>
				<div
					class="bench-progress-track"
					role="progressbar"
					aria-label="Progress"
					aria-valuenow={percent()}
					aria-valuemin="0"
					aria-valuemax="100"
				>
					<div style={{ width: `${percent()}%` }} />
				</div>
				<p class="soft">Leave this tab in front: browsers slow hidden tabs down.</p>
			</section>
			<Show when={rows().length > 0}>
				<RowGroups rows={rows()} missing={[]} />
			</Show>
		</>
	);
}

/** Where the time goes: worker seconds per stage, in the order of the pipeline. */
import { For, Show, createMemo } from 'solid-js';
import { STAGES, type Stage, type StageSeconds } from '../../engine/run/run.ts';
import { formatDuration, formatShare } from '../controls/format.ts';

const COLOURS: Record<Stage, string> = {
	plan: 'slate',
	decode: 'plum',
	index: 'rose',
	lookup: 'lapis',
	composite: 'verdigris',
	encode: 'ochre',
	assemble: 'olive',
	checksum: 'bone',
	write: 'terracotta',
};

const NAMES: Record<Stage, string> = {
	plan: 'Plan',
	decode: 'Decode traits',
	index: 'Index tiles',
	lookup: 'Look up tiles',
	composite: 'Composite',
	encode: 'Encode',
	assemble: 'Assemble',
	checksum: 'Checksums',
	write: 'Write',
};

export function StageBar(props: { stages: StageSeconds }) {
	const total = createMemo(() => {
		let sum = 0;
		for (const stage of STAGES) sum += props.stages[stage];
		return sum;
	});
	const shares = createMemo(() =>
		STAGES.map((stage) => ({ stage, seconds: props.stages[stage], share: props.stages[stage] / total() })),
	);
	return (
		<Show when={total() > 0}>
			<section class="stages" aria-label="Where the time goes">
				<h3>Where the time goes</h3>
				<div class="stage-bar" aria-hidden="true">
					<For each={shares()}>
						{(entry) => (
							<span style={{ 'flex-grow': entry.share, background: `var(--smalto-${COLOURS[entry.stage]})` }} />
						)}
					</For>
				</div>
				<ul class="stage-key">
					<For each={shares()}>
						{(entry) => (
							<li title={`${formatDuration(entry.seconds)} of worker time`}>
								<span class="stone" style={{ background: `var(--smalto-${COLOURS[entry.stage]})` }} />
								{NAMES[entry.stage]} <span class="soft">{formatShare(entry.share)}</span>
							</li>
						)}
					</For>
				</ul>
			</section>
		</Show>
	);
}

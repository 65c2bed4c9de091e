/** All results at hand: this device's history and what was loaded; chosen ones are compared. */
import { For, Show } from 'solid-js';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import type { BenchmarkState, ShownResult } from './benchmark-state.ts';
import { formatMoment, formatScore, resultTitle } from './rate.ts';

export function Collection(props: { state: BenchmarkState }) {
	let input: HTMLInputElement | undefined;
	return (
		<section class="bench-panel bench-collection" aria-label="Results">
			<div class="bench-collection-head">
				<h3>Results</h3>
				<p class="soft">Tick two or more to compare them side by side.</p>
				<input
					ref={input}
					class="visually-hidden"
					type="file"
					accept=".json,application/json"
					multiple
					tabindex="-1"
					aria-label="Result files"
					onChange={(event) => {
						void props.state.load([...(event.currentTarget.files ?? [])]);
						event.currentTarget.value = '';
					}}
				/>
				<button type="button" class="button" onClick={() => input?.click()}>
					<Icon name="folderOpen" /> Load results
				</button>
			</div>
			<Show
				when={props.state.results().length > 0}
				fallback={<p class="soft">None yet. What you measure here is kept in this browser.</p>}
			>
				<ul class="bench-list">
					<For each={props.state.results()}>{(one) => <Entry one={one} state={props.state} />}</For>
				</ul>
			</Show>
		</section>
	);
}

function Entry(props: { one: ShownResult; state: BenchmarkState }) {
	const name = () => `${resultTitle(props.one.result)}, ${formatMoment(props.one.result.taken)}`;
	return (
		<li aria-current={props.state.shown() === props.one ? 'true' : undefined}>
			<label class="check">
				<input
					type="checkbox"
					aria-label={`Compare ${name()}`}
					checked={props.state.compared().includes(props.one)}
					onChange={(event) => props.state.setCompared(props.one, event.currentTarget.checked)}
				/>
			</label>
			<button type="button" class="bench-entry" onClick={() => props.state.show(props.one)}>
				<span class="bench-entry-score">
					<Show when={props.one.result.score} fallback={<span class="soft">–</span>}>
						{(shown) => formatScore(shown().value)}
					</Show>
				</span>
				<span>
					{resultTitle(props.one.result)}
					<span class="soft">
						{formatMoment(props.one.result.taken)}, {props.one.result.mode}, {props.one.origin}
						{props.one.result.faults.length > 0 ? ', invalid' : ''}
					</span>
				</span>
			</button>
			<IconButton
				icon="close"
				label={`Remove ${name()}`}
				hint="Remove"
				onClick={() => void props.state.forget(props.one)}
			/>
		</li>
	);
}

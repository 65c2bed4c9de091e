/** What the page and the engine hold of things that must be given back, read anew each second while somebody looks. */
import { For, Show, createResource, createSignal, onCleanup } from 'solid-js';
import { RESOURCE_KINDS, type ResourceKind, every, resources } from '../../engine/run/resource-counters.ts';
import { formatCount } from '../controls/format.ts';
import type { RunState } from './run-state.ts';

const REFRESH_MILLISECONDS = 1000;

const NAMES: Record<ResourceKind, string> = {
	workers: 'Workers',
	ports: 'Message ports',
	timers: 'Timers',
	locks: 'Locks',
	listeners: 'Listeners',
	objectUrls: 'Object URLs',
	bitmaps: 'Bitmaps',
	gpuBuffers: 'GPU buffers',
};

export function ResourceTable(props: { run: RunState }) {
	const [isOpen, setIsOpen] = createSignal(false);
	return (
		<details class="held" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
			<summary>Resources in use</summary>
			<Show when={isOpen()}>
				<Counts run={props.run} />
			</Show>
		</details>
	);
}

function Counts(props: { run: RunState }) {
	const read = async () => ({ engine: await props.run.resources(), page: resources.counts() });
	const [counts, { refetch }] = createResource(read);
	onCleanup(every(REFRESH_MILLISECONDS, () => void refetch()));
	return (
		<Show when={counts.latest}>
			{(latest) => (
				<table>
					<thead>
						<tr>
							<td />
							<th scope="col">Page</th>
							<th scope="col">Engine</th>
						</tr>
					</thead>
					<tbody>
						<For each={RESOURCE_KINDS}>
							{(kind) => (
								<tr>
									<th scope="row">{NAMES[kind]}</th>
									<td>{formatCount(latest().page[kind])}</td>
									<td>{formatCount(latest().engine[kind])}</td>
								</tr>
							)}
						</For>
					</tbody>
				</table>
			)}
		</Show>
	);
}

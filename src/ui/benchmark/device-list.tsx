/** What a result ran on, as far as the browser tells. */
import { For, Show } from 'solid-js';
import type { GpuFacts, SuiteResult } from '../../engine/bench/suite-result.ts';
import { gpuName } from '../../engine/bench/suite-table.ts';
import { formatBytes, formatCount, formatShare } from '../controls/format.ts';

export function DeviceList(props: { result: SuiteResult }) {
	const facts = (): [name: string, value: string][] => {
		const { device, backend, workers, contention } = props.result;
		return [
			['Browser', device.browser],
			['System', device.system],
			['Processor', [`${device.cores} logical cores`, device.architecture].filter(Boolean).join(', ')],
			['Memory', device.memoryGB === undefined ? 'not told' : `${device.memoryGB} GB or more`],
			[
				'Storage offered',
				device.storageGB === undefined ? 'not told' : `${formatCount(Math.round(device.storageGB))} GB`,
			],
			['Graphics', gpuName(props.result)],
			['Pipeline', `${backend}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`],
			['Power', device.onBattery === undefined ? 'not told' : device.onBattery ? 'battery' : 'mains'],
			['Other programs', contention.length === 0 ? 'not known' : `${formatShare(Math.max(...contention))} at most`],
		];
	};
	return (
		<section class="bench-panel bench-device" aria-label="What it ran on">
			<h3>What it ran on</h3>
			<dl>
				<For each={facts()}>
					{([name, value]) => (
						<div>
							<dt class="soft">{name}</dt>
							<dd>{value}</dd>
						</div>
					)}
				</For>
			</dl>
			<Show when={props.result.device.gpu}>{(gpu) => <Adapter gpu={gpu()} />}</Show>
		</section>
	);
}

function Adapter(props: { gpu: GpuFacts }) {
	return (
		<details class="bench-adapter">
			<summary>Limits and features of the adapter</summary>
			<dl>
				<For each={Object.entries(props.gpu.limits)}>
					{([name, value]) => (
						<div>
							<dt class="soft">{name}</dt>
							<dd>{name.endsWith('Size') ? formatBytes(value) : formatCount(value)}</dd>
						</div>
					)}
				</For>
			</dl>
			<p class="bench-features">{props.gpu.features.join(', ')}</p>
		</details>
	);
}

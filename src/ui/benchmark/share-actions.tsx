/** Ways to take a result along. */
import { createSignal, type JSX } from 'solid-js';
import { resultCsv } from '../../engine/bench/result-csv.ts';
import { resultFragment } from '../../engine/bench/result-link.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { Icon, type IconName } from '../controls/icon.tsx';
import { drawCard } from './share-card.ts';

export function ShareActions(props: { result: SuiteResult }) {
	const [said, setSaid] = createSignal('');
	const name = () => `tessera-benchmark-${props.result.taken.slice(0, 19).replaceAll(':', '.')}`;
	const json = () => `${JSON.stringify(props.result, null, '\t')}\n`;

	async function copy(text: string, what: string): Promise<void> {
		try {
			await navigator.clipboard.writeText(text);
			setSaid(`${what} copied.`);
		} catch {
			setSaid('The browser does not let this page copy; download it instead.');
		}
	}

	function save(content: Blob, extension: string): void {
		const link = document.createElement('a');
		link.href = URL.createObjectURL(content);
		link.download = `${name()}.${extension}`;
		link.click();
		URL.revokeObjectURL(link.href);
		setSaid(`${link.download} saved.`);
	}

	const savePicture = async () => save(await drawCard(props.result), 'png');
	const link = () => new URL(resultFragment(props.result), location.href).href;
	return (
		<div class="bench-share">
			<Action icon="link" onClick={() => void copy(link(), 'Link')}>
				Copy link
			</Action>
			<Action icon="image" onClick={() => void savePicture()}>
				Save picture
			</Action>
			<Action icon="copy" onClick={() => void copy(json(), 'JSON')}>
				Copy JSON
			</Action>
			<Action icon="download" onClick={() => save(new Blob([json()], { type: 'application/json' }), 'json')}>
				JSON
			</Action>
			<Action icon="download" onClick={() => save(new Blob([resultCsv(props.result)], { type: 'text/csv' }), 'csv')}>
				CSV
			</Action>
			<span class="soft" role="status">
				{said()}
			</span>
		</div>
	);
}

function Action(props: { icon: IconName; onClick: () => void; children: JSX.Element }) {
	return (
		<button type="button" class="button" onClick={() => props.onClick()}>
			<Icon name={props.icon} /> {props.children}
		</button>
	);
}

/** What will be measured, and how. */
import { Show, createSignal } from 'solid-js';
import type { SuiteMode } from '../../engine/bench/suite.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import { Icon } from '../controls/icon.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import type { RunSettings } from './benchmark-state.ts';

const BACKENDS: { value: Backend | 'auto'; label: string }[] = [
	{ value: 'auto', label: 'The fastest' },
	{ value: 'webgpu', label: 'WebGPU' },
	{ value: 'canvas2d', label: 'Canvas2D' },
	{ value: 'reference', label: 'Integer kernel' },
];

export function StartPanel(props: { onStart: (settings: RunSettings) => void }) {
	const cores = navigator.hardwareConcurrency;
	const [mode, setMode] = createSignal<SuiteMode>('quick');
	const [backend, setBackend] = createSignal<Backend | 'auto'>('auto');
	const [workers, setWorkers] = createSignal(cores);
	const [folder, setFolder] = createSignal<FileSystemDirectoryHandle>();
	const isOwn = () => backend() !== 'auto' || workers() !== cores;

	async function pickFolder(): Promise<void> {
		try {
			setFolder(await window.showDirectoryPicker({ id: 'tessera-benchmark', mode: 'readwrite' }));
		} catch (thrown) {
			if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
		}
	}

	function start(): void {
		const picked = folder();
		props.onStart({
			mode: mode(),
			backend: backend(),
			...(workers() === cores ? {} : { workers: workers() }),
			...(picked === undefined ? {} : { folder: picked }),
		});
	}

	return (
		<section class="bench-panel bench-start" aria-labelledby="bench-start-title">
			<div class="bench-intro">
				<h2 id="bench-start-title">How fast does this machine make collections?</h2>
				<p>
					The suite composites, encodes, assembles and writes the built-in art on every backend there is, and gives one
					score with its 95 % interval. The reference device, two cores without a GPU, has 100; twice the score is twice
					the speed. How fast files are written is told beside it, since that depends on the disk’s last minute.
				</p>
				<p class="soft">
					For figures worth quoting, close other programs, plug the machine in and leave this tab in front. If something
					disturbs the run, it is marked as invalid instead of showing a wrong number.
				</p>
			</div>
			<form
				class="bench-form"
				onSubmit={(event) => {
					event.preventDefault();
					start();
				}}
			>
				<fieldset class="bench-modes">
					<legend class="visually-hidden">Length</legend>
					<ModeOption
						mode="quick"
						chosen={mode()}
						onChoose={setMode}
						title="Quick"
						text="Half a minute. The rows of the score, up to 1080²."
					/>
					<ModeOption
						mode="full"
						chosen={mode()}
						onChoose={setMode}
						title="Full"
						text="Some minutes. More rounds, 2048² and 4096², every number of workers."
					/>
				</fieldset>
				<details class="bench-options">
					<summary>Options</summary>
					<div class="bench-option-fields">
						<SelectField label="Backend of the pipeline" value={backend()} options={BACKENDS} onChange={setBackend} />
						<NumberField label="Workers" value={workers()} min={1} max={64} whole onChange={setWorkers} />
						<Show when={'showDirectoryPicker' in window}>
							<div class="field">
								<span class="label">Write into a folder of yours too</span>
								<button type="button" class="button" onClick={() => void pickFolder()}>
									<Icon name="folder" /> {folder()?.name ?? 'Choose folder'}
								</button>
							</div>
						</Show>
					</div>
					<Show when={isOwn()}>
						<p class="notice warning">With parameters of your own there is no score: it would not be comparable.</p>
					</Show>
				</details>
				<button type="submit" class="button primary bench-go">
					<Icon name="play" /> Start
				</button>
			</form>
		</section>
	);
}

interface ModeOptionProps {
	mode: SuiteMode;
	chosen: SuiteMode;
	title: string;
	text: string;
	onChoose: (mode: SuiteMode) => void;
}

function ModeOption(props: ModeOptionProps) {
	return (
		<label class="bench-mode">
			<input
				type="radio"
				name="mode"
				value={props.mode}
				checked={props.chosen === props.mode}
				onChange={() => props.onChoose(props.mode)}
			/>
			<span>
				<strong>{props.title}</strong>
				<span class="soft">{props.text}</span>
			</span>
		</label>
	);
}

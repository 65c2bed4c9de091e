/** Lets a folder be dropped anywhere in the window, and says so while one hovers over it. */
import './import.css';
import { Show, createSignal, onCleanup, onMount } from 'solid-js';
import { Icon } from '../controls/icon.tsx';
import { droppedSource } from './dropped-source.ts';
import type { ImportSource } from './import-source.ts';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

export function DropOverlay(props: { onDrop: (source: ImportSource | undefined) => void }) {
	const [hovering, setHovering] = createSignal(false);

	const over = (event: DragEvent) => {
		if (!carriesFiles(event)) return;
		event.preventDefault();
		if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
		setHovering(true);
	};
	const leave = (event: DragEvent) => {
		// Leaving for another element of the page is no leaving.
		if (event.relatedTarget === null) setHovering(false);
	};
	const drop = async (event: DragEvent) => {
		if (!carriesFiles(event) || event.dataTransfer === null) return;
		event.preventDefault();
		setHovering(false);
		props.onDrop(await droppedSource(event.dataTransfer));
	};
	onMount(() => {
		const listeners = new AbortController();
		const { signal } = listeners;
		window.addEventListener('dragenter', over, { signal });
		window.addEventListener('dragover', over, { signal });
		window.addEventListener('dragleave', leave, { signal });
		window.addEventListener('drop', (event) => void drop(event), { signal });
		onCleanup(() => listeners.abort());
	});

	return (
		<Show when={hovering()}>
			<div class="drop-overlay" aria-hidden="true">
				<div>
					<Icon name="folderOpen" />
					<strong>Drop the folder to import it</strong>
					<span>One subfolder per layer, one image per trait.</span>
				</div>
			</div>
		</Show>
	);
}

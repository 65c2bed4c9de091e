/** The gallery that is open, if one is, and what it costs the runs that go on meanwhile. */
import { type Accessor, Show, Suspense, createSignal, lazy, onCleanup, untrack } from 'solid-js';
import { toProblem } from '../../engine/errors.ts';
import { showProblem } from '../controls/toasts.tsx';
import { nameOf, whenOf } from '../history/run-words.ts';
import { isShortOfMemory } from '../output/memory-remedies.ts';
import type { RunState } from '../run-panel/run-state.ts';
import type { Gallery } from './open-gallery.ts';

const GalleryDialog = lazy(async () => ({ default: (await import('./gallery-dialog.tsx')).GalleryDialog }));

/** For decoded pictures; beside a run that may need the memory, a quarter of it. */
const CACHE_BYTES = 64e6;

export interface GalleryState {
	readonly shown: Accessor<Gallery | undefined>;
	/** Opens the gallery of a kept run. To be called from a click or a key press. */
	open(id: string): Promise<void>;
	close(): void;
}

export function createGallery(run: RunState): GalleryState {
	const [shown, setShown] = createSignal<Gallery>();
	const show = (next: Gallery | undefined) => {
		untrack(shown)?.pictures.dispose();
		setShown(next);
	};
	onCleanup(() => show(undefined));
	return {
		shown,
		async open(id) {
			try {
				const { openGallery } = await import('./open-gallery.ts');
				show(await openGallery(id, run.active() ? CACHE_BYTES / 4 : CACHE_BYTES));
			} catch (thrown) {
				showProblem(toProblem(thrown));
			}
		},
		close: () => show(undefined),
	};
}

export function GalleryPlace(props: { gallery: GalleryState; run: RunState }) {
	const shortage = () =>
		props.run
			.live()
			.flatMap(({ snapshot }) => snapshot?.problems ?? [])
			.findLast(isShortOfMemory);
	return (
		<Show when={props.gallery.shown()}>
			{(gallery) => (
				<Suspense>
					<GalleryDialog
						gallery={gallery()}
						name={`${nameOf(gallery().record)}, ${whenOf(gallery().record)}`}
						shortage={shortage()}
						onClose={() => props.gallery.close()}
					/>
				</Suspense>
			)}
		</Show>
	);
}

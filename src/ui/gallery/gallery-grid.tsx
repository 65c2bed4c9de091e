/** All finished tokens as small pictures; only those in sight exist. */
import { For, createEffect, createMemo, createSignal, on, onCleanup, onMount, untrack } from 'solid-js';
import { VList, type VListHandle } from 'virtua/solid';
import type { CanvasSize } from '../preview/token-painter.ts';
import type { FinishedTokens } from './finished-tokens.ts';
import { GalleryCell } from './gallery-cell.tsx';
import type { RunPictures } from './run-pictures.ts';

/** Width of a picture on the screen at least, and between two, CSS pixels. */
const LEAST_WIDTH = 116;
const GAP = 8;
/** Bitmaps are kept by size: a handful of sizes, so that dragging a window's edge does not decode everything anew. */
const SIZE_STEP = 40;
const MOST_PIXELS = 360;

export interface GalleryGridProps {
	tokens: FinishedTokens;
	pictures: RunPictures;
	/** Of the collection's images. */
	image: CanvasSize;
	/** Entry of the list from which the keys move on. */
	active: number;
	onActive: (index: number) => void;
	onOpen: (index: number) => void;
}

export function GalleryGrid(props: GalleryGridProps) {
	const [width, setWidth] = createSignal(0);
	/** The entry that the keys went to, at first the one that was looked at last: it takes the focus as soon as it is there. */
	const [focused, setFocused] = createSignal<number | undefined>(untrack(() => props.active));
	let place: HTMLDivElement | undefined;
	let list: VListHandle | undefined;
	onMount(() => {
		if (place === undefined) return;
		const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
		observer.observe(place);
		onCleanup(() => observer.disconnect());
	});

	const columns = createMemo(() => Math.max(2, Math.floor((width() + GAP) / (LEAST_WIDTH + GAP))));
	const rows = createMemo(() => Array.from({ length: Math.ceil(props.tokens.count / columns()) }, (_, row) => row));
	const size = createMemo(
		(): CanvasSize => {
			const { width: imageWidth, height: imageHeight } = props.image;
			const wanted = ((width() - (columns() - 1) * GAP) / columns()) * devicePixelRatio;
			const side = Math.min(MOST_PIXELS, imageWidth, Math.max(SIZE_STEP, Math.ceil(wanted / SIZE_STEP) * SIZE_STEP));
			return { width: side, height: Math.max(1, Math.round((side * imageHeight) / imageWidth)) };
		},
		undefined,
		{ equals: (a, b) => a.width === b.width && a.height === b.height },
	);
	const inRow = (row: number) => {
		const first = row * columns();
		return Array.from({ length: Math.min(columns(), props.tokens.count - first) }, (_, i) => first + i);
	};

	const reveal = (index: number) =>
		untrack(() => list?.scrollToIndex(Math.floor(index / columns()), { align: 'nearest' }));
	// Also when the entry was chosen elsewhere, and when the list is shown again.
	createEffect(
		on([() => props.active, width], ([active, wide]) => {
			if (wide > 0) queueMicrotask(() => reveal(active));
		}),
	);
	const move = (event: KeyboardEvent) => {
		const page = Math.max(1, Math.floor((place?.clientHeight ?? 0) / (size().height / devicePixelRatio + GAP)));
		const steps: Readonly<Record<string, number>> = {
			ArrowRight: 1,
			ArrowLeft: -1,
			ArrowDown: columns(),
			ArrowUp: -columns(),
			PageDown: page * columns(),
			PageUp: -page * columns(),
			Home: -props.tokens.count,
			End: props.tokens.count,
		};
		const step = steps[event.key];
		if (step === undefined) return;
		event.preventDefault();
		const next = Math.max(0, Math.min(props.tokens.count - 1, props.active + step));
		// The picture that has the focus may soon be out of sight, and cease to be.
		place?.focus({ preventScroll: true });
		setFocused(next);
		props.onActive(next);
	};
	return (
		<div class="gallery-grid" ref={place} tabIndex={-1} role="group" aria-label="Finished tokens" onKeyDown={move}>
			<VList ref={(handle) => (list = handle)} data={rows()} class="gallery-rows" bufferSize={200}>
				{(row) => (
					<div class="gallery-row" style={{ 'grid-template-columns': `repeat(${columns()}, minmax(0, 1fr))` }}>
						<For each={inRow(row)}>
							{(index) => (
								<GalleryCell
									pictures={props.pictures}
									token={props.tokens.numberAt(index)}
									size={size()}
									isActive={index === props.active}
									takesFocus={index === focused()}
									onOpen={() => props.onOpen(index)}
									onFocus={() => {
										if (focused() !== index) setFocused(undefined);
										if (props.active !== index) props.onActive(index);
									}}
								/>
							)}
						</For>
					</div>
				)}
			</VList>
		</div>
	);
}

/** One small picture of the gallery. */
import { Show, createEffect, createSignal, onCleanup } from 'solid-js';
import { Icon } from '../controls/icon.tsx';
import type { CanvasSize } from '../preview/token-painter.ts';
import type { RunPictures } from './run-pictures.ts';

export interface GalleryCellProps {
	pictures: RunPictures;
	token: number;
	/** Of the canvas, pixels. */
	size: CanvasSize;
	/** The one that the keys move on from. */
	isActive: boolean;
	/** The keys came here just now. */
	takesFocus: boolean;
	onOpen: () => void;
	onFocus: () => void;
}

export function GalleryCell(props: GalleryCellProps) {
	const [isMissing, setIsMissing] = createSignal(false);
	let canvas: HTMLCanvasElement | undefined;
	let button: HTMLButtonElement | undefined;
	createEffect(() => {
		const request = { pictures: props.pictures, token: props.token, size: props.size };
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas !== undefined) void draw(canvas, request, () => wanted);
	});
	/** Says on the canvas which token it shows, once it does. */
	const draw = async (
		target: HTMLCanvasElement,
		{ pictures, token, size }: Pick<GalleryCellProps, 'pictures' | 'token' | 'size'>,
		isWanted: () => boolean,
	) => {
		const isThere = await pictures.draw(target, token, size, isWanted);
		if (!isWanted()) return;
		setIsMissing(!isThere);
		if (isThere) target.dataset['drawn'] = String(token);
	};
	createEffect(() => {
		if (!props.takesFocus) return;
		let frame = 0;
		// The list hides a row until it has measured it, and what is hidden cannot be focused.
		const take = () => {
			button?.focus({ preventScroll: true });
			if (document.activeElement !== button) frame = requestAnimationFrame(take);
		};
		take();
		onCleanup(() => cancelAnimationFrame(frame));
	});
	return (
		<button
			ref={button}
			type="button"
			class="gallery-pick"
			aria-label={isMissing() ? `Token ${props.token}, missing` : `Token ${props.token}`}
			tabIndex={props.isActive ? 0 : -1}
			onClick={() => props.onOpen()}
			onFocus={() => props.onFocus()}
		>
			<canvas
				ref={canvas}
				class="checker"
				classList={{ missing: isMissing() }}
				aria-hidden="true"
				style={{ 'aspect-ratio': `${props.size.width} / ${props.size.height}` }}
			/>
			<Show when={isMissing()}>
				<span class="gallery-missing">
					<Icon name="alert" /> Missing
				</span>
			</Show>
			<span class="gallery-number">{props.token}</span>
		</button>
	);
}

/** One token of the plan on a canvas that fits its box. */
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js';
import type { Planned } from '../plan/plan-state.ts';
import type { CanvasSize, TokenPainter } from './token-painter.ts';

export interface TokenCanvasProps {
	painter: TokenPainter;
	planned: Planned;
	/** Row of the plan. */
	row: number;
	/** Read out instead of the picture; empty for a picture that a control around it names. */
	label: string;
	/** Longest side in canvas pixels; what is shown larger is stretched. */
	limit: number;
	/** Prepares the next token too, for whoever steps through them. */
	prefetch?: boolean;
	onMissing?: (images: number) => void;
}

/** Bitmaps are kept per size: a handful of sizes, so that dragging a window's edge does not decode everything anew. */
const SIZE_STEP = 120;

export function TokenCanvas(props: TokenCanvasProps) {
	const [side, setSide] = createSignal(0);
	let canvas: HTMLCanvasElement | undefined;

	onMount(() => {
		if (canvas === undefined) return;
		const observer = new ResizeObserver(([entry]) => {
			if (entry === undefined) return;
			const { width, height } = entry.contentRect;
			const wanted = Math.max(width, height) * devicePixelRatio;
			setSide(Math.min(props.limit, Math.ceil(wanted / SIZE_STEP) * SIZE_STEP));
		});
		observer.observe(canvas);
		onCleanup(() => observer.disconnect());
	});

	const size = () => props.planned.design.output;
	createEffect(() => {
		const { width, height } = size();
		const scale = Math.min(1, side() / Math.max(width, height));
		const planned = props.planned;
		const row = props.row;
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas === undefined || scale === 0) return;
		const pixels = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
		void draw(canvas, planned, row, pixels, () => wanted);
	});
	/** Says on the canvas which token it shows, once it does. */
	const draw = async (
		target: HTMLCanvasElement,
		planned: Planned,
		row: number,
		pixels: CanvasSize,
		isWanted: () => boolean,
	) => {
		const missing = await props.painter.draw(target, planned, row, pixels, isWanted);
		if (!isWanted()) return;
		target.dataset['drawn'] = `${planned.plan.firstNumber + row}`;
		props.onMissing?.(missing);
		if (props.prefetch && row + 1 < planned.plan.count) await props.painter.prefetch(planned, row + 1, pixels);
	};

	return (
		<canvas
			ref={canvas}
			class="token-canvas checker"
			role={props.label === '' ? undefined : 'img'}
			aria-label={props.label === '' ? undefined : props.label}
			aria-hidden={props.label === '' ? true : undefined}
			style={{
				'aspect-ratio': `${size().width} / ${size().height}`,
				'--ratio': size().width / size().height,
			}}
		/>
	);
}

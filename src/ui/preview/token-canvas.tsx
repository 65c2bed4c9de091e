/** One token of the plan on a canvas that fits its box. */
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js';
import type { Plan } from '../../engine/combine/plan.ts';
import { useProject } from '../project/project.ts';
import type { Token, TokenPainter } from './token-painter.ts';

export interface TokenCanvasProps {
	painter: TokenPainter;
	plan: Plan;
	/** Row of the plan. */
	row: number;
	/** Read out instead of the picture; empty for a picture that a control around it names. */
	label: string;
	/** Longest side in canvas pixels; what is shown larger is stretched. */
	limit: number;
	onMissing?: (images: number) => void;
}

/** Bitmaps are kept per size: a handful of sizes, so that dragging a window's edge does not decode everything anew. */
const SIZE_STEP = 120;

/** Setting a canvas's size empties it, even to the size that it has. */
function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
	if (canvas.width !== width) canvas.width = width;
	if (canvas.height !== height) canvas.height = height;
}

export function TokenCanvas(props: TokenCanvasProps) {
	const project = useProject();
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

	createEffect(() => {
		const { width, height } = project.design.output;
		const scale = Math.min(1, side() / Math.max(width, height));
		const revision = project.revision();
		const plan = props.plan;
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas === undefined || scale === 0 || plan.layers !== project.design.layers.length) return;
		fitCanvas(canvas, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
		void draw(canvas, props.painter, { design: project.plain(), revision, plan, row: props.row }, () => wanted);
	});
	/** Says on the canvas which row it shows, once it does. */
	const draw = async (target: HTMLCanvasElement, painter: TokenPainter, token: Token, isWanted: () => boolean) => {
		const missing = await painter.draw(target, token, isWanted);
		if (!isWanted()) return;
		target.dataset['drawn'] = `${token.plan.firstNumber + token.row}`;
		props.onMissing?.(missing);
	};

	return (
		<canvas
			ref={canvas}
			class="token-canvas checker"
			role={props.label === '' ? undefined : 'img'}
			aria-label={props.label === '' ? undefined : props.label}
			aria-hidden={props.label === '' ? true : undefined}
			style={{
				'aspect-ratio': `${project.design.output.width} / ${project.design.output.height}`,
				'--ratio': project.design.output.width / project.design.output.height,
			}}
		/>
	);
}

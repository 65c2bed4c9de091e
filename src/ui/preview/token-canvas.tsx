/** One token of the plan on a canvas that fits its box. */
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js';
import type { Plan } from '../../engine/combine/plan.ts';
import { useProject } from '../project/project.ts';
import type { TokenPainter } from './token-painter.ts';

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
		const { plan, row, painter } = props;
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas === undefined || scale === 0 || plan.layers !== project.design.layers.length) return;
		const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
		if (canvas.width !== size[0] || canvas.height !== size[1])
			[canvas.width, canvas.height] = [size[0] ?? 1, size[1] ?? 1];
		const shown = canvas;
		void painter
			.draw(shown, project.plain(), revision, plan, row, () => wanted)
			.then((missing) => {
				if (!wanted) return;
				shown.dataset['drawn'] = String(row);
				props.onMissing?.(missing);
			});
	});

	return (
		<canvas
			ref={canvas}
			class="token-canvas checker"
			role={props.label === '' ? undefined : 'img'}
			aria-label={props.label === '' ? undefined : props.label}
			aria-hidden={props.label === '' ? true : undefined}
			style={{ 'aspect-ratio': `${project.design.output.width} / ${project.design.output.height}` }}
		/>
	);
}

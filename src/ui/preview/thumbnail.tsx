/** A small picture of a trait, cropped to what it shows: a pair of eyes on a large empty canvas would be two dots. */
import { createEffect, onCleanup } from 'solid-js';
import type { TraitPart } from '../../engine/design/design.ts';
import { useProject } from '../project/project.ts';
import { traitThumbnails } from './trait-thumbnails.ts';

export function Thumbnail(props: { parts: readonly TraitPart[] }) {
	const project = useProject();
	let canvas: HTMLCanvasElement | undefined;
	createEffect(() => {
		const parts = props.parts.map((part) => ({ hash: part.asset, asset: project.design.assets[part.asset] }));
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas === undefined) return;
		void traitThumbnails.draw(canvas, parts, () => wanted);
	});
	return (
		<canvas
			ref={canvas}
			class="thumbnail"
			classList={{ none: props.parts.length === 0 }}
			width="96"
			height="96"
			aria-hidden="true"
		/>
	);
}

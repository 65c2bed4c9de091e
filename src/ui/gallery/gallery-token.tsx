/** One finished token, large: the file itself where it can be had, and what it wears. */
import { Match, Show, Switch, createEffect, createResource, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import { toProblem } from '../../engine/errors.ts';
import { imageFileName } from '../../engine/output/file-names.ts';
import { formatBytes } from '../controls/format.ts';
import { createUrl, revokeUrl } from '../controls/object-url.ts';
import { ProblemList } from '../controls/problem-list.tsx';
import { TokenAttributes } from '../preview/token-attributes.tsx';
import type { Gallery } from './open-gallery.ts';

/** Longest side of a picture that is drawn anew, pixels. */
const LARGE = 1080;

interface Shown {
	token: number;
	/** Object URL, and bytes of the file. */
	url: string;
	bytes: number;
}

export function GalleryToken(props: { gallery: Gallery; token: number }) {
	const [planned] = createResource(
		() => props.gallery,
		async ({ planned: make }) => {
			try {
				return { planned: await make() };
			} catch (thrown) {
				return { problem: { ...toProblem(thrown), severity: 'warning' as const } };
			}
		},
	);
	let place: HTMLDivElement | undefined;
	onMount(() => place?.focus());
	const output = () => props.gallery.record.design.output;
	const name = () => imageFileName(props.token, output().format);
	return (
		<div class="gallery-token" ref={place} tabIndex={-1}>
			<figure
				class="gallery-stage"
				classList={{ pixelated: output().resampling === 'pixelated' }}
				style={{ '--ratio': output().width / output().height }}
			>
				<Show when={props.gallery.pictures.file} fallback={<Drawn gallery={props.gallery} token={props.token} />}>
					{(file) => <Filed file={file()} token={props.token} name={name()} />}
				</Show>
			</figure>
			<Switch>
				<Match when={planned.latest?.planned}>
					{(made) => <TokenAttributes planned={made()} row={props.token - made().plan.firstNumber} />}
				</Match>
				<Match when={planned.latest?.problem}>{(problem) => <ProblemList problems={[problem()]} />}</Match>
			</Switch>
		</div>
	);
}

type GalleryFile = (token: number) => Promise<File>;

/** An image element, so that the browser's own menu can save and copy what it shows. */
function Filed(props: { file: GalleryFile; token: number; name: string }) {
	const [shown, setShown] = createSignal<Shown>();
	const [missing, setMissing] = createSignal<number>();
	const show = (next: Shown | undefined) => {
		const before = untrack(shown);
		setShown(next);
		if (before !== undefined) revokeUrl(before.url);
	};
	const read = async (file: GalleryFile, token: number, isWanted: () => boolean) => {
		try {
			const found = await file(token);
			if (!isWanted()) return;
			setMissing(undefined);
			show({ token, url: createUrl(found), bytes: found.size });
		} catch {
			if (!isWanted()) return;
			show(undefined);
			setMissing(token);
		}
	};
	createEffect(() => {
		let wanted = true;
		onCleanup(() => (wanted = false));
		void read(props.file, props.token, () => wanted);
	});
	onCleanup(() => show(undefined));
	return (
		<>
			<Show when={shown()}>
				{(picture) => (
					<img
						class="checker"
						src={picture().url}
						alt={`Token ${picture().token}`}
						onError={() => setMissing(picture().token)}
					/>
				)}
			</Show>
			<figcaption class="soft">
				<Show
					when={missing() === props.token}
					fallback={
						<>
							{props.name}
							<Show when={shown()}>{(picture) => `, ${formatBytes(picture().bytes)}`}</Show>
						</>
					}
				>
					<span class="notice warning">
						{props.name} is no longer there, or is no picture any more. Resume or repeat the run to have it made again.
					</span>
				</Show>
			</figcaption>
		</>
	);
}

function Drawn(props: { gallery: Gallery; token: number }) {
	const [isIncomplete, setIsIncomplete] = createSignal(false);
	let canvas: HTMLCanvasElement | undefined;
	createEffect(() => {
		const request = { gallery: props.gallery, token: props.token };
		let wanted = true;
		onCleanup(() => (wanted = false));
		if (canvas !== undefined) void draw(canvas, request, () => wanted);
	});
	const draw = async (
		target: HTMLCanvasElement,
		{ gallery, token }: { gallery: Gallery; token: number },
		isWanted: () => boolean,
	) => {
		const { width, height } = gallery.record.design.output;
		const scale = Math.min(1, LARGE / Math.max(width, height));
		const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
		const isWhole = await gallery.pictures.draw(target, token, size, isWanted);
		if (!isWanted()) return;
		setIsIncomplete(!isWhole);
		target.dataset['drawn'] = String(token);
	};
	return (
		<>
			<canvas ref={canvas} class="checker" role="img" aria-label={`Token ${props.token}`} />
			<Show when={isIncomplete()}>
				<figcaption class="notice warning">Not all images of this token are kept any more.</figcaption>
			</Show>
		</>
	);
}

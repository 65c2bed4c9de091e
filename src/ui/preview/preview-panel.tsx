/** A large token, a page of twelve small ones, and what the large one wears. */
import './preview.css';
import { For, Show, createSignal, onCleanup } from 'solid-js';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { type Planned, usePlan } from '../plan/plan-state.ts';
import { storedAssets } from '../project/asset-source.ts';
import { setSeed } from '../project/edit-settings.ts';
import { randomSeed } from '../project/random-seed.ts';
import { useProject } from '../project/project.ts';
import { usePreview } from './preview-state.ts';
import { TokenAttributes } from './token-attributes.tsx';
import { TokenCanvas } from './token-canvas.tsx';
import { TokenPainter } from './token-painter.ts';

const PAGE = 12;
/** Longest side of the large preview, pixels. */
const LARGE = 1080;
/** Of the small ones. */
const SMALL = 240;

export function PreviewPanel(props: { planned: Planned }) {
	const project = useProject();
	const preview = usePreview();
	const planning = usePlan();
	const painter = new TokenPainter(storedAssets, 64e6);
	const small = new TokenPainter(storedAssets, 32e6);
	onCleanup(() => {
		painter.dispose();
		small.dispose();
	});
	const [missing, setMissing] = createSignal(0);
	const firstOfPage = () => preview.row() - (preview.row() % PAGE);
	const page = () =>
		Array.from({ length: Math.min(PAGE, props.planned.plan.count - firstOfPage()) }, (_, i) => firstOfPage() + i);
	const number = () => props.planned.plan.firstNumber + preview.row();

	return (
		<div class="preview">
			<div class="preview-tools">
				<button
					type="button"
					class="button"
					title="Another seed: every token is drawn anew"
					aria-label="Shuffle"
					onClick={() => project.edit(setSeed(randomSeed()))}
				>
					<Icon name="shuffle" /> <span>Shuffle</span>
				</button>
				<TextField label="Seed" value={project.design.seed} onChange={(seed) => project.edit(setSeed(seed))} />
				<span class="preview-step">
					<IconButton
						icon="previous"
						label="Previous token"
						disabled={preview.row() === 0}
						onClick={() => preview.show(preview.row() - 1)}
					/>
					<NumberField
						label="Token"
						whole
						value={number()}
						min={props.planned.plan.firstNumber}
						max={props.planned.plan.firstNumber + props.planned.plan.count - 1}
						onChange={(value) => preview.show(value - props.planned.plan.firstNumber)}
					/>
					<IconButton
						icon="next"
						label="Next token"
						disabled={preview.row() === props.planned.plan.count - 1}
						onClick={() => preview.show(preview.row() + 1)}
					/>
				</span>
			</div>
			<Show when={planning.isExample()}>
				<p class="notice warning">
					As it stands, this collection cannot be generated. These are examples of what its tokens look like.
				</p>
			</Show>
			<figure class="preview-stage">
				<TokenCanvas
					painter={painter}
					planned={props.planned}
					row={preview.row()}
					limit={LARGE}
					label={`Preview of token ${number()}`}
					prefetch
					onMissing={setMissing}
				/>
			</figure>
			<Show when={missing() > 0}>
				<p class="notice warning">
					{missing()} {missing() === 1 ? 'image' : 'images'} of this token cannot be shown by this browser.
				</p>
			</Show>
			<div class="preview-strip" role="group" aria-label="Tokens of this page">
				<For each={page()}>
					{(row) => (
						<button
							type="button"
							class="preview-pick"
							aria-label={`Token ${props.planned.plan.firstNumber + row}`}
							aria-current={row === preview.row() ? 'true' : undefined}
							onClick={() => preview.show(row)}
						>
							<TokenCanvas painter={small} planned={props.planned} row={row} limit={SMALL} label="" />
						</button>
					)}
				</For>
			</div>
			<TokenAttributes planned={props.planned} row={preview.row()} />
		</div>
	);
}

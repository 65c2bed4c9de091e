/** The finished pictures of a run: all of them small, or one of them large. */
import './gallery.css';
import { Dialog } from '@kobalte/core/dialog';
import { Show, createSignal } from 'solid-js';
import type { Problem } from '../../engine/errors.ts';
import { CloseFoot } from '../controls/close-foot.tsx';
import { formatCount } from '../controls/format.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { GalleryGrid } from './gallery-grid.tsx';
import { GalleryToken } from './gallery-token.tsx';
import type { Gallery } from './open-gallery.ts';

export interface GalleryDialogProps {
	gallery: Gallery;
	/** Of its run, for people. */
	name: string;
	/** A run that goes on now is short of memory, and this gallery takes some. */
	shortage: Problem | undefined;
	onClose: () => void;
}

export function GalleryDialog(props: GalleryDialogProps) {
	const tokens = () => props.gallery.tokens;
	const [active, setActive] = createSignal(0);
	const [isLarge, setIsLarge] = createSignal(false);
	const last = () => tokens().count - 1;
	const token = () => tokens().numberAt(active());
	const step = (places: number) => setActive(Math.max(0, Math.min(last(), active() + places)));

	const turnPages = (event: KeyboardEvent) => {
		const isTyping = event.target instanceof HTMLInputElement;
		if (!isLarge() || isTyping || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
		event.preventDefault();
		step(event.key === 'ArrowRight' ? 1 : -1);
	};
	return (
		<Dialog open onOpenChange={(open) => !open && props.onClose()}>
			<Dialog.Portal>
				<Dialog.Overlay class="dialog-backdrop" />
				<div class="dialog-place">
					<Dialog.Content
						class="dialog gallery"
						onKeyDown={turnPages}
						// The picture that the keys move on from takes the focus itself.
						onOpenAutoFocus={(event) => event.preventDefault()}
						onEscapeKeyDown={(event) => {
							if (!isLarge()) return;
							event.preventDefault();
							setIsLarge(false);
						}}
					>
						<div class="dialog-head gallery-head">
							<div>
								<Dialog.Title class="dialog-title">{props.name}</Dialog.Title>
								<Dialog.Description class="soft">
									{formatCount(tokens().count)} finished {tokens().count === 1 ? 'token' : 'tokens'}
								</Dialog.Description>
							</div>
							<div class="gallery-step">
								<Show when={isLarge()}>
									<button type="button" class="button" onClick={() => setIsLarge(false)}>
										<Icon name="sample" /> All
									</button>
									<IconButton
										icon="previous"
										label="Previous token"
										disabled={active() === 0}
										onClick={() => step(-1)}
									/>
								</Show>
								<NumberField
									label="Token"
									whole
									value={token()}
									min={tokens().first}
									max={tokens().last}
									onChange={(number) => setActive(tokens().indexOf(number))}
								/>
								<Show when={isLarge()}>
									<IconButton icon="next" label="Next token" disabled={active() === last()} onClick={() => step(1)} />
								</Show>
							</div>
						</div>
						<div class="gallery-body">
							<Show when={props.shortage}>
								{(shortage) => (
									<ProblemList
										problems={[shortage()]}
										remedies={() => [{ label: 'Close the gallery', isDone: false, apply: () => props.onClose() }]}
									/>
								)}
							</Show>
							<Show when={props.gallery.note}>{(note) => <ProblemList problems={[note()]} />}</Show>
							<Show
								when={isLarge()}
								fallback={
									<GalleryGrid
										tokens={tokens()}
										pictures={props.gallery.pictures}
										image={props.gallery.record.design.output}
										active={active()}
										onActive={setActive}
										onOpen={(index) => {
											setActive(index);
											setIsLarge(true);
										}}
									/>
								}
							>
								<GalleryToken gallery={props.gallery} token={token()} />
							</Show>
						</div>
						<CloseFoot onClose={() => props.onClose()} />
					</Dialog.Content>
				</div>
			</Dialog.Portal>
		</Dialog>
	);
}

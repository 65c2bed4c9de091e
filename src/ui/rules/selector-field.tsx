/** One side of a rule: a layer, and which of its choices: a trait, a tag, any of them, or None. */
import { For, Show, createSignal, createUniqueId } from 'solid-js';
import type { Layer, LayerId, Selector } from '../../engine/design/design.ts';
import { tagsOf } from '../project/edit-traits.ts';
import { useProject } from '../project/project.ts';

export interface SelectorFieldProps {
	/** What the fields are for, e.g. "When": read out before each of them. */
	label: string;
	value: Selector | undefined;
	/** Offers the choices of this layer only. */
	layer?: LayerId | undefined;
	onChange: (value: Selector | undefined) => void;
}

/** Stands for "in whatever layer", which is possible for tags. */
const ANY_LAYER = '*';

/** A selector's second half as the value of an option. */
function choiceOf(selector: Selector | undefined): string {
	switch (selector?.kind) {
		case 'trait':
			return `trait:${selector.trait}`;
		case 'tag':
			return `tag:${selector.tag}`;
		default:
			return selector?.kind ?? '';
	}
}

function selectorOf(place: string, choice: string): Selector | undefined {
	const [kind] = choice.split(':', 1);
	const name = choice.slice((kind ?? '').length + 1);
	if (kind === 'tag') return { kind, tag: name, ...(place === ANY_LAYER ? {} : { layer: place }) };
	if (place === '' || place === ANY_LAYER) return undefined;
	if (kind === 'trait') return { kind, layer: place, trait: name };
	return kind === 'layer' || kind === 'none' ? { kind, layer: place } : undefined;
}

export function SelectorField(props: SelectorFieldProps) {
	const project = useProject();
	const id = createUniqueId();
	const initial = () => props.layer ?? props.value?.layer ?? (props.value === undefined ? '' : ANY_LAYER);
	/** The layer, also before anything of it is chosen. */
	const [picked, setPicked] = createSignal(initial());
	const place = () => props.layer ?? picked();
	const layers = () => [...project.design.layers].reverse();
	const layer = (): Layer | undefined => project.design.layers.find((candidate) => candidate.id === place());
	const tags = () => {
		const found = layer();
		return tagsOf(found === undefined ? project.design.layers : [found]);
	};
	/** The value stands for something that the lists do not have (any more). */
	const isGone = () => {
		const value = props.value;
		if (value === undefined) return false;
		if (value.kind === 'tag') return !tags().includes(value.tag);
		return value.kind === 'trait' && layer()?.traits.some((trait) => trait.id === value.trait) !== true;
	};

	return (
		<span class="selector">
			<Show when={props.layer === undefined}>
				<label class="visually-hidden" for={`${id}-layer`}>
					{props.label}: layer
				</label>
				<select
					id={`${id}-layer`}
					class="input"
					onChange={(event) => {
						setPicked(event.currentTarget.value);
						props.onChange(undefined);
					}}
				>
					<option value="" disabled selected={place() === ''}>
						Layer…
					</option>
					<For each={layers()}>
						{(each) => (
							<option value={each.id} selected={each.id === place()}>
								{each.name}
							</option>
						)}
					</For>
					<Show when={tagsOf(project.design.layers).length > 0 || place() === ANY_LAYER}>
						<option value={ANY_LAYER} selected={place() === ANY_LAYER}>
							Any layer
						</option>
					</Show>
				</select>
			</Show>
			<label class="visually-hidden" for={`${id}-choice`}>
				{props.label}: choice
			</label>
			<select
				id={`${id}-choice`}
				class="input"
				disabled={place() === ''}
				onChange={(event) => props.onChange(selectorOf(place(), event.currentTarget.value))}
			>
				<option value="" disabled selected={props.value === undefined}>
					Choose…
				</option>
				<Show when={isGone()}>
					<option value={choiceOf(props.value)} selected>
						(gone)
					</option>
				</Show>
				<Show when={layer()}>
					{(found) => (
						<>
							<option value="layer" selected={props.value?.kind === 'layer'}>
								Any {found().name}
							</option>
							<Show when={found().none !== undefined || props.value?.kind === 'none'}>
								<option value="none" selected={props.value?.kind === 'none'}>
									None
								</option>
							</Show>
						</>
					)}
				</Show>
				<Show when={tags().length > 0}>
					<optgroup label="Tags">
						<For each={tags()}>
							{(tag) => (
								<option value={`tag:${tag}`} selected={choiceOf(props.value) === `tag:${tag}`}>
									tagged {tag}
								</option>
							)}
						</For>
					</optgroup>
				</Show>
				<Show when={layer()}>
					{(found) => (
						<optgroup label="Traits">
							<For each={found().traits}>
								{(trait) => (
									<option value={`trait:${trait.id}`} selected={choiceOf(props.value) === `trait:${trait.id}`}>
										{trait.name}
									</option>
								)}
							</For>
						</optgroup>
					)}
				</Show>
			</select>
		</span>
	);
}

/** One line or several of text. */
import { Show, createUniqueId } from 'solid-js';

export interface TextFieldProps {
	label: string;
	hideLabel?: boolean;
	value: string;
	placeholder?: string;
	hint?: string;
	multiline?: boolean;
	onChange: (value: string) => void;
}

export function TextField(props: TextFieldProps) {
	const id = createUniqueId();
	const shared = () => ({
		id,
		class: 'input',
		value: props.value,
		placeholder: props.placeholder,
		autocomplete: 'off',
		spellcheck: false,
		'aria-describedby': props.hint === undefined ? undefined : `${id}-hint`,
	});
	return (
		<div class="field">
			<label class={props.hideLabel ? 'visually-hidden' : 'label'} for={id}>
				{props.label}
			</label>
			<Show
				when={props.multiline}
				fallback={<input {...shared()} onInput={(event) => props.onChange(event.currentTarget.value)} />}
			>
				<textarea {...shared()} onInput={(event) => props.onChange(event.currentTarget.value)} />
			</Show>
			<Show when={props.hint}>
				{(hint) => (
					<p class="field-hint" id={`${id}-hint`}>
						{hint()}
					</p>
				)}
			</Show>
		</div>
	);
}

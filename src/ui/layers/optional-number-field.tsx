/** A whole number of tokens that may be left open. What is typed reaches the design only while it is valid. */
import { Show, createEffect, createSignal, createUniqueId, on } from 'solid-js';

export interface OptionalNumberFieldProps {
	label: string;
	value: number | undefined;
	/** Shown while the field is empty. */
	placeholder: string;
	/** Why a number that is one is still not acceptable here. */
	refuse: (value: number) => string | undefined;
	onChange: (value: number | undefined) => void;
}

export function OptionalNumberField(props: OptionalNumberFieldProps) {
	const id = createUniqueId();
	const shown = () => (props.value === undefined ? '' : String(props.value));
	const [text, setText] = createSignal(shown());
	const [fault, setFault] = createSignal<string>();
	createEffect(
		on(
			() => props.value,
			() => {
				setText(shown());
				setFault(undefined);
			},
			{ defer: true },
		),
	);
	const type = (next: string) => {
		setText(next);
		if (next.trim() === '') {
			setFault(undefined);
			return props.onChange(undefined);
		}
		const value = /^\s*\d{1,8}\s*$/.test(next) ? Number(next) : undefined;
		const reason = value === undefined ? 'Enter a whole number, or nothing.' : props.refuse(value);
		setFault(reason);
		if (value !== undefined && reason === undefined) props.onChange(value);
	};
	return (
		<div class="field">
			<label class="label" for={id}>
				{props.label}
			</label>
			<input
				id={id}
				class="input number"
				inputmode="numeric"
				autocomplete="off"
				placeholder={props.placeholder}
				value={text()}
				aria-invalid={fault() !== undefined}
				aria-describedby={fault() === undefined ? undefined : `${id}-problem`}
				onInput={(event) => type(event.currentTarget.value)}
				onBlur={() => {
					setText(shown());
					setFault(undefined);
				}}
			/>
			<Show when={fault()}>
				{(message) => (
					<p class="field-error" id={`${id}-problem`}>
						{message()}
					</p>
				)}
			</Show>
		</div>
	);
}

/** A choice from a list. The browser's own select: it is the one that phones, screen readers and keyboards know best. */
import { For, createUniqueId } from 'solid-js';

export interface Option<T extends string> {
	value: T;
	label: string;
	disabled?: boolean;
}

export interface SelectFieldProps<T extends string> {
	label: string;
	hideLabel?: boolean;
	value: T;
	options: readonly Option<T>[];
	onChange: (value: T) => void;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
	const id = createUniqueId();
	return (
		<div class="field">
			<label class={props.hideLabel ? 'visually-hidden' : 'label'} for={id}>
				{props.label}
			</label>
			<select
				id={id}
				class="input"
				onChange={(event) => {
					const chosen = props.options.find((option) => option.value === event.currentTarget.value);
					if (chosen !== undefined) props.onChange(chosen.value);
				}}
			>
				<For each={props.options}>
					{(option) => (
						<option value={option.value} disabled={option.disabled} selected={option.value === props.value}>
							{option.label}
						</option>
					)}
				</For>
			</select>
		</div>
	);
}

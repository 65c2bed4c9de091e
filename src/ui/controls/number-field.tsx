/** A number with bounds. What is typed reaches the design only while it is valid; else the reason stands below the field. */
import { Show, createEffect, createSignal, createUniqueId, on } from 'solid-js';

export interface NumberFieldProps {
	label: string;
	/** Keeps the label for screen readers only. */
	hideLabel?: boolean;
	value: number;
	min: number;
	max: number;
	whole?: boolean;
	/** Change by arrow keys. */
	step?: number;
	/** Shown behind the number. */
	unit?: string;
	/** A problem that comes from elsewhere, e.g. a count that the traits cannot give. */
	problem?: string | undefined;
	onChange: (value: number) => void;
}

/** Why the text is no acceptable number, or the number. */
function read(text: string, props: NumberFieldProps): number | string {
	const value = Number(text.trim().replace(',', '.'));
	if (text.trim() === '' || !Number.isFinite(value)) return 'Enter a number.';
	if (props.whole && !Number.isInteger(value)) return 'Enter a whole number.';
	if (value < props.min) return `At least ${props.min}.`;
	if (value > props.max) return `At most ${props.max.toLocaleString('en-GB')}.`;
	return value;
}

export function NumberField(props: NumberFieldProps) {
	const id = createUniqueId();
	const shown = () => String(Number(props.value.toFixed(6)));
	const [text, setText] = createSignal(shown());
	const [fault, setFault] = createSignal<string>();
	const problem = () => fault() ?? props.problem;

	// Another value from outside replaces what was typed, unless it is what was typed ("0.50" stays as it is).
	createEffect(
		on(
			() => props.value,
			(value) => {
				if (read(text(), props) === value) return;
				setText(shown());
				setFault(undefined);
			},
		),
	);

	const type = (next: string) => {
		setText(next);
		const value = read(next, props);
		setFault(typeof value === 'string' ? value : undefined);
		if (typeof value === 'number' && value !== props.value) props.onChange(value);
	};
	const step = (direction: number) => {
		const value = Number((props.value + direction * (props.step ?? 1)).toFixed(6));
		type(String(Math.max(props.min, Math.min(props.max, value))));
	};

	return (
		<div class="field">
			<label class={props.hideLabel ? 'visually-hidden' : 'label'} for={id}>
				{props.label}
			</label>
			<span class="with-unit">
				<input
					id={id}
					class="input number"
					inputmode={props.whole ? 'numeric' : 'decimal'}
					autocomplete="off"
					value={text()}
					aria-invalid={problem() !== undefined}
					aria-describedby={problem() === undefined ? undefined : `${id}-problem`}
					onInput={(event) => type(event.currentTarget.value)}
					onBlur={() => {
						setText(shown());
						setFault(undefined);
					}}
					onKeyDown={(event) => {
						if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
						event.preventDefault();
						step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
					}}
				/>
				<Show when={props.unit}>{(unit) => <span class="unit">{unit()}</span>}</Show>
			</span>
			<Show when={problem()}>
				{(message) => (
					<p class="field-error" id={`${id}-problem`}>
						{message()}
					</p>
				)}
			</Show>
		</div>
	);
}

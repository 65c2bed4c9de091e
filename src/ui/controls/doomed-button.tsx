/** Deletes what cannot be brought back, so it asks: the first press only says so, the second one does it. */
import { type JSX, createSignal } from 'solid-js';
import { focusDialog } from './focus-dialog.ts';

export interface DoomedButtonProps {
	/** What it says at first, and then. */
	label: string;
	confirm: string;
	/** What it belongs to, for those who do not see it. */
	children?: JSX.Element;
	onConfirm: () => void;
}

export function DoomedButton(props: DoomedButtonProps) {
	const [isDoomed, setIsDoomed] = createSignal(false);
	return (
		<button
			type="button"
			class="button danger"
			onClick={(event) => {
				if (!isDoomed()) return setIsDoomed(true);
				focusDialog(event.currentTarget);
				props.onConfirm();
			}}
			onBlur={() => setIsDoomed(false)}
		>
			{isDoomed() ? props.confirm : props.label}
			{props.children}
		</button>
	);
}

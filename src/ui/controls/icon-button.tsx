/** A button that shows only an icon: its name is read out, and shown as a tooltip on hover and focus. */
import { Tooltip } from '@kobalte/core/tooltip';
import { Icon, type IconName } from './icon.tsx';

export interface IconButtonProps {
	icon: IconName;
	/** Short: "Move up". */
	label: string;
	/** Shown in the tooltip instead of the label when there is more to say. */
	hint?: string;
	disabled?: boolean;
	/** For a button that opens something in place: whether it is open. */
	expanded?: boolean;
	class?: string;
	onClick: (event: MouseEvent) => void;
}

export function IconButton(props: IconButtonProps) {
	return (
		<Tooltip openDelay={400} closeDelay={50} gutter={5}>
			<Tooltip.Trigger
				as="button"
				type="button"
				class={`button plain icon-only ${props.class ?? ''}`}
				aria-label={props.label}
				aria-expanded={props.expanded}
				disabled={props.disabled}
				onClick={(event: MouseEvent) => props.onClick(event)}
			>
				<Icon name={props.icon} />
			</Tooltip.Trigger>
			<Tooltip.Portal>
				<Tooltip.Content class="tooltip">{props.hint ?? props.label}</Tooltip.Content>
			</Tooltip.Portal>
		</Tooltip>
	);
}

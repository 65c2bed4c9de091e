/** For a control that takes itself away: the keyboard's user stays in the dialog that it was in. */
export function focusDialog(control: Element): void {
	control.closest<HTMLElement>('[role="dialog"]')?.focus();
}

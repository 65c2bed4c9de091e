/** The foot of a dialog that only shows something. */
export function CloseFoot(props: { onClose: () => void }) {
	return (
		<div class="dialog-foot">
			<button type="button" class="button" onClick={() => props.onClose()}>
				Close
			</button>
		</div>
	);
}

/** Progress as a mosaic that fills from the left, three stones high. */
export function Mosaic(props: { percent: number; label: string }) {
	return (
		<div
			class="mosaic"
			role="progressbar"
			aria-label="Progress"
			aria-valuemin="0"
			aria-valuemax="100"
			aria-valuenow={Math.floor(props.percent)}
			aria-valuetext={props.label}
		>
			<div class="mosaic-laid" style={{ width: `${props.percent}%` }} />
		</div>
	);
}

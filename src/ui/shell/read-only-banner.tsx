/** Says that another tab has this project, and offers a copy to work on. */
import { Icon } from '../controls/icon.tsx';

export function ReadOnlyBanner(props: { onCopy: () => void }) {
	return (
		<section class="banner" aria-label="Open in another tab">
			<Icon name="info" />
			<div class="banner-text">
				<p>
					<strong>This project is open in another tab.</strong>
				</p>
				<p class="soft">Here it can be looked at; it can be changed once that tab is closed.</p>
			</div>
			<div class="banner-actions">
				<button type="button" class="button" onClick={() => props.onCopy()}>
					Work on a copy
				</button>
			</div>
		</section>
	);
}

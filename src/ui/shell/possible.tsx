/** How many different tokens the design allows, exactly where that is known. */
import { Show } from 'solid-js';
import type { Analysis } from '../../engine/combine/analyse.ts';
import { formatCount, formatHuge } from '../controls/format.ts';

export function Possible(props: { analysis: Analysis }) {
	const hint = () =>
		[
			props.analysis.exact ? 'Different tokens, exactly' : 'No more different tokens than this',
			`${formatCount(props.analysis.possible)}.`,
		].join(': ');
	return (
		<p class="possible" title={hint()}>
			<Show when={!props.analysis.exact}>
				<span class="soft">at most </span>
			</Show>
			<strong>{formatHuge(props.analysis.possible)}</strong> <span class="soft">possible</span>
		</p>
	);
}

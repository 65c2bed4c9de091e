/** How often a choice was asked for, and how often it will be seen: as two figures, and as a bar with a mark. */
import { Show } from 'solid-js';
import { formatShare } from '../controls/format.ts';

export interface RarityProps {
	/** Share of tokens (0 to 1) that weights and counts alone would give. */
	requested: number;
	/** Share under rules and counts; undefined while it is not known. */
	expected: number | undefined;
}

/** Shares that differ by more than this (a tenth of a percentage point) are worth a mark. */
const NOTABLE = 0.001;

export function Rarity(props: RarityProps) {
	const expected = () => props.expected ?? props.requested;
	const direction = () => {
		const difference = expected() - props.requested;
		return Math.abs(difference) <= NOTABLE ? undefined : difference > 0 ? 'up' : 'down';
	};
	return (
		<span
			class="rarity"
			classList={{ differs: direction() !== undefined }}
			style={{ '--share': Math.min(1, expected()), '--requested': Math.min(1, props.requested) }}
			title={`Asked for ${formatShare(props.requested)}, expected ${formatShare(expected())} under rules and counts`}
		>
			<span class="visually-hidden">Asked </span>
			<span class="trait-share">{formatShare(props.requested)}</span>
			<span class="trait-expected">
				<span class="visually-hidden">, expected </span>
				<Show when={direction()}>
					{(way) => (
						<>
							<span aria-hidden="true">{way() === 'up' ? '▲' : '▼'} </span>
							<span class="visually-hidden">{way() === 'up' ? 'more: ' : 'less: '}</span>
						</>
					)}
				</Show>
				<span class="trait-chance">{props.expected === undefined ? '…' : formatShare(props.expected)}</span>
			</span>
		</span>
	);
}

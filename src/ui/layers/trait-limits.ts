import type { Trait } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';

/** “5 to 20 times, gold”: what is set for a trait besides its weight; nothing if nothing is. */
export function limitsInWords({ count, minCount, maxCount, tags }: Trait): string | undefined {
	const words: string[] = [];
	if (count === undefined && minCount !== undefined) {
		words.push(
			maxCount === undefined
				? `at least ${formatCount(minCount)}`
				: `${formatCount(minCount)} to ${formatCount(maxCount)}`,
		);
	} else if (count === undefined && maxCount !== undefined) {
		words.push(`at most ${formatCount(maxCount)}`);
	}
	words.push(...tags);
	return words.length === 0 ? undefined : words.join(', ');
}

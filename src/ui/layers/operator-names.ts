import { OPERATORS, type Operator } from '../../engine/design/operators.ts';
import type { Option } from '../controls/select-field.tsx';

/** The names that image editors use where they have one; the others as canvas calls them. */
export function operatorName(operator: Operator): string {
	if (operator === 'source-over') return 'Normal';
	if (operator === 'lighter') return 'Add';
	const words = operator.replace('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Normal first, then the blend modes, then the Porter-Duff operators, which few need. */
const isBlendMode = (operator: Operator) => OPERATORS.indexOf(operator) >= OPERATORS.indexOf('multiply');

export const OPERATOR_OPTIONS: readonly Option<Operator>[] = [
	'source-over' as const,
	...OPERATORS.filter(isBlendMode),
	...OPERATORS.filter((operator) => operator !== 'source-over' && !isBlendMode(operator)),
].map((value) => ({ value, label: operatorName(value) }));

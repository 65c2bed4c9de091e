/** What an edited or imported plan breaks. It is rendered as it is; the artist decides. */
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import { ruleInWords } from './explain.ts';
import { activePairs, uniqueColumns } from './ledger.ts';
import { NONE, type Plan } from './plan.ts';
import { RowTable } from './row-table.ts';
import { breaks } from './rule-clauses.ts';
import { drawnLayers, sectionsOf, sectionSpace } from './section-space.ts';

/** One warning per token and rule, pair or double; at most `most`. */
export function checkPlan(design: Design, plan: Plan, most = 100): Problem[] {
	const problems: Problem[] = [];
	const spaces = sectionsOf(design).map((_, index) => sectionSpace(design, index));
	const identities = [
		{ columns: uniqueColumns(design), what: 'the same combination as', whole: false },
		...activePairs(design).map((columns) => {
			const names = columns.map((column) => design.layers[column].name);
			return { columns, what: `the same strict pair “${names.join(' × ')}” as`, whole: true };
		}),
	].filter(({ columns }) => columns.length > 0);
	const tables = identities.map(({ columns }) => new RowTable(plan.dna, plan.layers, columns, plan.count));
	const warn = (code: string, token: number, message: string) =>
		problems.push({ code, severity: 'warning', message: `Token ${token} ${message}.`, place: { token } });
	for (let row = 0; row < plan.count && problems.length < most; row++) {
		if (plan.special[row] > 0) continue;
		const token = plan.firstNumber + row;
		const at = (layer: number) => plan.dna[row * plan.layers + layer];
		const space = spaces[plan.section[row]] ?? spaces[0];
		for (const clause of space.clauses) {
			if (breaks(clause, at)) {
				warn('breaks-rule', token, `breaks the rule ${clause.rules.map((id) => ruleInWords(design, id)).join('; ')}`);
			}
		}
		for (const [layer, drawn] of drawnLayers(space).entries()) {
			if (!drawn && at(layer) !== NONE)
				warn('outside-section', token, `shows layer “${design.layers[layer].name}”, which its section does not have`);
		}
		for (const [index, { columns, what, whole }] of identities.entries()) {
			if (whole && columns.some((column) => at(column) === NONE)) continue;
			const other = tables[index].find(row);
			if (other < 0) tables[index].add(row);
			else warn('repeats-token', token, `has ${what} token ${plan.firstNumber + other}`);
		}
	}
	return problems;
}

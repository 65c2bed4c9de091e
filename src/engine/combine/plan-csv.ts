/** A Plan as a table to edit by hand: one row per token, one column per layer, names where they are clear, else ids. */
import type { Design } from '../design/design.ts';
import { readCsv, writeCsv } from './csv.ts';
import { NONE, type Plan } from './plan.ts';
import { badPlan, buildPlan, valueOf, type ImportedPlan, type OutsideToken } from './plan-builder.ts';
import { sectionsOf } from './section-space.ts';

const TOKEN = 'token';
const SECTION = 'section';
const SPECIAL = 'special';

export function planToCsv(design: Design, plan: Plan): string {
	const { sections, specials } = design.supply;
	const head = [TOKEN, SECTION, SPECIAL, ...design.layers.map((_, layer) => columnName(design, layer))];
	const rows = Array.from({ length: plan.count }, (_, row) => [
		String(plan.firstNumber + row),
		sections.length > 0 ? labelOf(sections, plan.section[row]) : '',
		plan.special[row] > 0 ? labelOf(specials, plan.special[row] - 1) : '',
		...design.layers.map(({ traits }, layer) => {
			const value = plan.dna[row * plan.layers + layer];
			return value === NONE ? '' : labelOf(traits, value);
		}),
	]);
	return writeCsv([head, ...rows]);
}

/** An empty cell is None. @throws TesseraError `bad-plan`, naming row and column. */
export function planFromCsv(design: Design, text: string): ImportedPlan {
	const [head, ...rows] = readCsv(text);
	if (head === undefined) throw badPlan('The table is empty.');
	const columns = design.layers.map((_, layer) => {
		const column = head.indexOf(columnName(design, layer));
		if (column < 0)
			throw badPlan(`The table has no column “${columnName(design, layer)}”.`, 'The first row must name every layer.');
		return column;
	});
	const known = new Set([TOKEN, SECTION, SPECIAL, ...design.layers.map((_, layer) => columnName(design, layer))]);
	const stranger = head.find((name) => !known.has(name));
	if (stranger !== undefined) throw badPlan(`The design has no layer for the column “${stranger}”.`);
	if (!head.includes(TOKEN)) throw badPlan(`The table has no column “${TOKEN}”.`);
	const tokens = rows.map((row, at): OutsideToken => {
		const place = `Row ${at + 2}`;
		const cell = (name: string) => row[head.indexOf(name)]?.trim() ?? '';
		const number = Number(cell(TOKEN));
		if (cell(TOKEN) === '' || !Number.isInteger(number) || number < 0) {
			throw badPlan(`${place}, column “${TOKEN}”: “${cell(TOKEN)}” is not a whole number.`);
		}
		if (row.length > head.length) throw badPlan(`${place} has ${row.length} cells, the first row only ${head.length}.`);
		const values = columns.map((column, layer) => {
			const name = row[column] ?? '';
			if (name === '') return NONE;
			const value = valueOf(design, layer, name);
			if (value !== undefined) return value;
			throw badPlan(`${place}, column “${head[column]}”: the layer has no trait “${name}”, or several of that name.`);
		});
		const section =
			cell(SECTION) === '' ? 0 : indexByLabel(sectionsOf(design), cell(SECTION), `${place}, column “${SECTION}”`);
		const special =
			cell(SPECIAL) === ''
				? 0
				: 1 + indexByLabel(design.supply.specials, cell(SPECIAL), `${place}, column “${SPECIAL}”`);
		return { place, number, section, special, values };
	});
	return buildPlan(design, tokens);
}

/** A layer's name; its id where two layers share a name or the name means another column. */
function columnName(design: Design, layer: number): string {
	const { name, id } = design.layers[layer];
	const taken = [TOKEN, SECTION, SPECIAL].includes(name) || name.trim() !== name || name === '';
	return taken || design.layers.some((other, index) => index !== layer && (other.name === name || other.id === name))
		? id
		: name;
}

/** The name of one item; its id where two share a name. */
function labelOf(items: readonly { id: string; name: string }[], index: number): string {
	const { name, id } = items[index];
	const clear =
		name !== '' &&
		name.trim() === name &&
		!items.some((other, at) => at !== index && (other.name === name || other.id === name));
	return clear ? name : id;
}

function indexByLabel(items: readonly { id: string; name: string }[], label: string, place: string): number {
	const index = items.findIndex((_, at) => labelOf(items, at) === label || items[at].id === label);
	if (index < 0) throw badPlan(`${place}: the design has no “${label}”.`);
	return index;
}

/** What must be true of a design before any rule is looked at. */
import type { Design } from '../design/design.ts';
import { TesseraError } from '../errors.ts';

const MAX_TOKENS = 10_000_000;

/** @throws TesseraError `invalid-design`, naming the field. */
export function checkSupply(design: Design): void {
	const { count, sections } = design.supply;
	if (design.layers.length === 0) fail('The design has no layers.', 'Add a layer with at least one trait.', 'layers');
	if (!Number.isInteger(count) || count < 1 || count > MAX_TOKENS) {
		fail(`The number of tokens is ${count}.`, 'Use a whole number from 1 to 10,000,000.', 'supply.count');
	}
	const sum = sections.reduce((all, section) => all + section.count, 0);
	if (sections.length > 0 && sum !== count) {
		fail(
			`The sections have ${sum} tokens together, the collection ${count}.`,
			'Make the two equal.',
			'supply.sections',
		);
	}
	if (sections.length > 256) fail('There are more than 256 sections.', 'Join some of them.', 'supply.sections');
	const odd = sections.find((section) => !Number.isInteger(section.count) || section.count < 0);
	if (odd !== undefined)
		fail(`Section “${odd.name}” has ${odd.count} tokens.`, 'Use a whole number.', 'supply.sections');
}

function fail(message: string, hint: string, field: string): never {
	throw new TesseraError({ code: 'invalid-design', message, hint, place: { field } });
}

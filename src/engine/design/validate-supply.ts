import type { Problem } from '../errors.ts';
import type { Design } from './design.ts';
import type { DesignIndex } from './design-index.ts';
import { duplicateIds } from './validate-layers.ts';

/** How many tokens there are and what is fixed about them. */
export function validateSupply(design: Design, index: DesignIndex): Problem[] {
	const { supply } = design;
	const problems: Problem[] = [];
	const say = (code: string, field: string, message: string, hint: string) =>
		problems.push({ code, severity: 'error', message, hint, place: { field: `supply.${field}` } });
	const last = supply.firstNumber + supply.count - 1;
	const inRange = (number: number) => number >= supply.firstNumber && number <= last;
	const range = `The collection's numbers are ${supply.firstNumber} to ${last}.`;

	if (supply.count < 1) {
		say('no-tokens', 'count', `The collection has ${supply.count} tokens.`, 'Set the count to 1 or more.');
	}
	if (supply.firstNumber < 0) {
		const message = `The first token would have the number ${supply.firstNumber}.`;
		say('bad-first-number', 'firstNumber', message, 'Start at 0 or 1.');
	}
	const sum = supply.sections.reduce((total, { count }) => total + count, 0);
	if (supply.sections.length > 0 && sum !== supply.count) {
		const message = `The sections have ${sum} tokens together, the collection has ${supply.count}.`;
		say('section-counts', 'sections', message, 'Make the two numbers equal.');
	}
	if (supply.sections.length > 256) {
		say('too-many-sections', 'sections', 'There are more than 256 sections.', 'Join some of them.');
	}
	problems.push(...duplicateIds(supply.sections, 'supply.sections', 'section'));
	problems.push(...duplicateIds(supply.specials, 'supply.specials', 'special token'));
	for (const { name, layers = [] } of supply.sections) {
		if (layers.some((id) => !index.hasLayer(id)) || new Set(layers).size < layers.length) {
			const message = `Section “${name}” lists a layer that the design does not have, or one twice.`;
			say('bad-section-layers', 'sections', message, 'Choose the layers of the section again.');
		}
	}
	for (const { name, asset, number } of supply.specials) {
		if (!Object.hasOwn(design.assets, asset)) {
			const message = `The image of the special token “${name}” is not in the project.`;
			say('asset-missing', 'specials', message, 'Add the image again, or remove the special.');
		}
		if (number !== undefined && !inRange(number)) {
			const message = `The special token “${name}” has the number ${number}, which does not exist.`;
			say('number-out-of-range', 'specials', message, range);
		}
	}
	if (supply.specials.length > supply.count) {
		const message = `There are ${supply.specials.length} special tokens for ${supply.count} places.`;
		say('too-many-specials', 'specials', message, 'Raise the count, or remove some.');
	}
	for (const { number, choices } of supply.locks) {
		if (!inRange(number)) {
			say('number-out-of-range', 'locks', `Token ${number} is locked, but does not exist.`, range);
		}
		for (const missing of choices.map((choice) => index.missingChoice(choice))) {
			if (missing === undefined) continue;
			const message = `The lock of token ${number} names ${missing}, which the design does not have.`;
			say('missing-reference', 'locks', message, 'Lock the token again.');
		}
	}
	for (const missing of supply.pins.flat().map((choice) => index.missingChoice(choice))) {
		if (missing === undefined) continue;
		const message = `A pinned combination names ${missing}, which the design does not have.`;
		say('missing-reference', 'pins', message, 'Pin the combination again.');
	}
	return problems;
}

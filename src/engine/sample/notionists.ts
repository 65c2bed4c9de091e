/**
 * The parts of the Notionists avatars (design CC0 1.0 by Zoish, code MIT, npm `@dicebear/notionists`), each as one SVG.
 * The package draws whole avatars only. Its `create` leaves a group empty when no variant of it is offered, so asking for
 * one variant of one group gives exactly that part, at its place on the canvas.
 */
import type { Prng } from '@dicebear/core';
import { create, schema } from '@dicebear/notionists';

/** Side of the square canvas, SVG units. */
export const CANVAS = 1744;

export type Group = 'base' | 'body' | 'hair' | 'lips' | 'beard' | 'nose' | 'eyes' | 'glasses' | 'brows' | 'gesture';

const offered: Prng = {
	seed: '',
	next() {},
	bool: () => true,
	integer: (min: number) => min,
	pick: <T>(values: T[]): T => values[0],
	shuffle: (values) => values,
	string: () => '',
};

/** Names of the group's variants in a readable order: `variant01` …, others by their own name. */
export function variantsOf(group: Group): string[] {
	const property = schema.properties?.[group];
	const items = typeof property === 'object' ? property.items : undefined;
	if (typeof items !== 'object' || Array.isArray(items)) throw new Error(`Notionists has no group ${group}`);
	return (items.enum ?? []).map(String).sort();
}

/** The SVG document that holds one part and nothing else. */
export function partSvg(group: Group, variant: string): string {
	const options: Partial<Record<Group, string[]>> = { [group]: [variant] };
	// The type lists every variant by name; these come from the schema of the same package.
	const { body } = create({ prng: offered, options: options as Parameters<typeof create>[0]['options'] });
	const part = body.replaceAll(/<g transform="[^"]*"><\/g>/g, '');
	return svgDocument(part);
}

export function svgDocument(content: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${CANVAS}" height="${CANVAS}" viewBox="0 0 ${CANVAS} ${CANVAS}" fill="none">${content}</svg>`;
}

import type { Problem } from '../errors.ts';

/** Longest name that is shown whole; beyond it something else than a name was meant. */
const LONG = 200;

const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Names that differ only in case, spaces or Unicode form are the same to a person. */
function keyOf(name: string): string {
	return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/**
 * Makes the names of layers, or of one layer's traits, distinct by numbering the later ones, fills in missing ones, and says
 * so.
 * @param layer the layer whose traits these are; absent: they are layers
 */
export function makeNamesUnique(items: { name: string }[], layer: string | undefined, problems: Problem[]): void {
	const what = layer === undefined ? 'layer' : 'trait';
	const where = layer === undefined ? '' : ` in layer “${layer}”`;
	const place = (name: string) => (layer === undefined ? { layer: name } : { layer, trait: name });
	const taken = new Set<string>();
	for (const [i, item] of items.entries()) {
		const wanted = item.name === '' ? `${layer === undefined ? 'Layer' : 'Trait'} ${i + 1}` : item.name;
		let name = wanted;
		for (let n = 2; taken.has(keyOf(name)); n++) name = `${wanted} ${n}`;
		taken.add(keyOf(name));
		if (item.name === '') {
			problems.push({
				code: 'no-name',
				severity: 'warning',
				message: `A ${what}${where} has no name in its file name; it is called “${name}” now.`,
				hint: 'Give it a name.',
				place: place(name),
			});
		} else if (name !== wanted) {
			problems.push({
				code: `duplicate-${what}`,
				severity: 'warning',
				message: `There are two ${what}s called “${wanted}”${where}; the later one is called “${name}” now.`,
				hint: `Rename one of them, or remove it if it is the same ${what}.`,
				place: place(name),
			});
		}
		if (RESERVED_ON_WINDOWS.test(name)) {
			problems.push({
				code: 'reserved-name',
				severity: 'info',
				message: `“${name}”${where} is a name that Windows keeps for devices; it works here, but its files cannot be copied to Windows.`,
				place: place(name),
			});
		}
		if (name.length > LONG) {
			problems.push({
				code: 'long-name',
				severity: 'warning',
				message: `The ${what} “${name.slice(0, 40)}…”${where} has a name of ${name.length} characters; marketplaces cut such names.`,
				hint: 'Give it a shorter name.',
				place: place(name),
			});
		}
		item.name = name;
	}
}

/** Back to front order of layers whose folders do not say it: most tools keep it in a config file. */
import type { Problem } from '../errors.ts';
import { compareNatural } from './natural-order.ts';
import { readOrderNumber } from './name-marks.ts';

/** Words in layer names, from the back of a character portrait to its front; the first that fits counts. */
const KNOWN: RegExp[] = [
	/\b(?:background|backdrop|backgrounds|bg|sky|scene)\b/,
	/\b(?:behind|back|rear|wings?|tail|aura|cape)\b/,
	/\b(?:base|body|bodies|skin|fur|species|character)\b/,
	/\b(?:heads?|faces?)\b/,
	/\b(?:clothes|clothing|cloth|outfits?|shirts?|tops?|jackets?|suits?|dress|torso|armou?r|pants|shoes)\b$/,
	/\b(?:mouths?|lips|teeth|beards?|facial hair|nose|noses|cheeks?|freckles|tattoos?)\b/,
	/\b(?:eyes?|pupils?|brows?|eyebrows?)\b/,
	/\b(?:hairs?|hairstyles?)\b/,
	/\b(?:glasses|eyewear|masks?|hats?|headwear|headgear|helmets?|crowns?|horns?)\b/,
	/\b(?:accessor(?:y|ies)|earrings?|jewell?ery|necklaces?|chains?)\b/,
	/\b(?:hands?|weapons?|gestures?|pets?|items?|tools?)\b/,
	/\b(?:front|foreground|overlays?|effects?|frames?|borders?|lighting)\b/,
];

export interface NamedFolder {
	/** As the folder is called. */
	folder: string;
	/** Without an order number, where every layer has one. */
	name: string;
}

/**
 * Sorts the folders by leading numbers if every one has one (and takes these off the names), else by well-known names, else
 * naturally; both of the latter with a warning, since they are guesses.
 */
export function orderLayers(folders: readonly string[], problems: Problem[]): NamedFolder[] {
	const numbered = folders.map((folder) => ({ folder, number: readOrderNumber(folder) }));
	if (folders.length > 0 && numbered.every(({ number }) => number !== undefined)) {
		return numbered
			.sort((a, b) => (a.number?.position ?? 0) - (b.number?.position ?? 0) || compareNatural(a.folder, b.folder))
			.map(({ folder, number }) => ({ folder, name: number?.name ?? folder }));
	}
	const ranked = folders.map((folder) => ({ folder, name: folder, rank: rankOf(folder) }));
	const known = ranked.filter(({ rank }) => rank !== undefined);
	// Names that say nothing stand in the middle, in front of clothes and behind hats.
	const middle = KNOWN.length / 2;
	ranked.sort((a, b) => (a.rank ?? middle) - (b.rank ?? middle) || compareNatural(a.folder, b.folder));
	if (folders.length > 1) {
		const how = known.length > 0 ? 'guessed from their names' : 'alphabetical';
		problems.push({
			code: 'layer-order-guessed',
			severity: 'warning',
			message: `The folder does not say how the layers lie upon each other; the order is ${how}: ${ranked.map(({ name }) => name).join(', ')} (back to front).`,
			hint: 'Drag the layers into their order, or number the folders (01-Background, 02-Body …).',
		});
	}
	return ranked.map(({ folder, name }) => ({ folder, name }));
}

function rankOf(name: string): number | undefined {
	const words = name
		.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replaceAll(/[^\p{L}]+/gu, ' ')
		.trim();
	const rank = KNOWN.findIndex((pattern) => pattern.test(words));
	return rank < 0 ? undefined : rank;
}

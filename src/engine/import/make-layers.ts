/** Layers as read from a folder become layers of a design. */
import type { Layer, Trait, TraitPart } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import { fitRectangle } from '../raster/placement.ts';
import type { LayerDraft, PartDraft, TraitDraft } from './layer-draft.ts';
import type { LoadedImage } from './load-images.ts';
import { makeNamesUnique } from './unique-names.ts';

interface Used {
	images: Set<LoadedImage>;
	/** Whether any part has a place of its own, so that images must keep their size. */
	offsets: boolean;
}

/** @param output size of the output, pixels */
export function makeLayers(
	drafts: readonly LayerDraft[],
	output: { width: number; height: number },
	problems: Problem[],
): { layers: Layer[]; used: Used } {
	const used: Used = { images: new Set(), offsets: drafts.some((draft) => draft.traits.some(hasOffset)) };
	const layers = drafts.map((draft, l): Layer => {
		makeNamesUnique(draft.traits, draft.name, problems);
		noteEqualImages(draft, problems);
		noteBehindAll(draft, problems);
		const none = noneShare(draft);
		return {
			id: `L${l + 1}`,
			name: draft.name,
			...(none > 0 && { none: { share: none } }),
			blend: 'source-over',
			opacity: 1,
			unique: true,
			inMetadata: true,
			traits: draft.traits.map((trait, t): Trait => ({
				id: `L${l + 1}T${t + 1}`,
				name: trait.name,
				weight: trait.weight,
				parts: trait.parts.map((part) => makePart(part, output, used)),
				tags: [],
				...(trait.attributes && { attributes: trait.attributes }),
			})),
		};
	});
	return { layers, used };
}

function hasOffset(trait: TraitDraft): boolean {
	return trait.parts.some(({ x, y }) => x !== undefined || y !== undefined);
}

function noneShare({ traits, noneWeight }: LayerDraft): number {
	const total = traits.reduce((sum, { weight }) => sum + weight, noneWeight);
	return total > 0 ? noneWeight / total : 0;
}

/** A design's offsets count from the fitted place, which for `none` is the middle; a file name's from the upper left corner. */
function makePart(part: PartDraft, output: { width: number; height: number }, used: Used): TraitPart {
	const { image, z, blend, opacity } = part;
	used.images.add(image);
	const { width = output.width, height = output.height } = image.asset;
	const place = fitRectangle(Math.round(width), Math.round(height), output.width, output.height, 'none');
	const x = used.offsets ? (part.x ?? 0) - place.x : 0;
	const y = used.offsets ? (part.y ?? 0) - place.y : 0;
	return {
		asset: image.hash,
		...(z !== undefined && { z }),
		...(blend !== undefined && { blend }),
		...(opacity !== undefined && { opacity }),
		...(x !== 0 && { x }),
		...(y !== 0 && { y }),
	};
}

function noteEqualImages({ name, traits }: LayerDraft, problems: Problem[]): void {
	const firsts = new Map<string, TraitDraft>();
	for (const trait of traits) {
		const key = trait.parts.map(({ image, z, x, y }) => [image.hash, z, x, y].join()).join(';');
		const first = firsts.get(key);
		if (first === undefined) firsts.set(key, trait);
		else {
			problems.push({
				code: 'equal-images',
				severity: 'info',
				message: `In layer “${name}”, “${first.name}” and “${trait.name}” are the same picture: tokens that differ only in them look alike.`,
				place: { layer: name, trait: trait.name },
			});
		}
	}
}

/** Often meant as "behind this layer", but it is behind the background as well. */
function noteBehindAll({ name, traits }: LayerDraft, problems: Problem[]): void {
	for (const trait of traits) {
		const behind = trait.parts.filter(({ z = 0 }) => z < 0);
		for (const { image, z } of behind) {
			problems.push({
				code: 'behind-all',
				severity: 'info',
				message: `“${image.asset.name}” has z ${z} and so lies behind all layers without z, the background included.`,
				hint: 'If it does not show, give it a z above the background’s.',
				place: { layer: name, trait: trait.name },
			});
		}
	}
}

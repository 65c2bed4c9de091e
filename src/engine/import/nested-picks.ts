/**
 * nftchef's nested folders. In each folder everything without a weight is required: its files are drawn, its folders entered;
 * of everything with a weight one is picked, and entered if it is a folder; and so on down. All outcomes of a layer become
 * its traits, each with the parts that are drawn together and with the product of the chances on its way as weight.
 */
import { type Problem, TesseraError } from '../errors.ts';
import { type TreeFile, type TreeFolder, filesBelow } from './file-tree.ts';
import { noteWeight, partOf } from './flat-layer.ts';
import type { LayerDraft, PartDraft, TraitDraft } from './layer-draft.ts';
import { type FileContent, NONE_NAME } from './load-images.ts';
import { type NameMarks, chefMarks, withoutExtension } from './name-marks.ts';
import { compareCodes } from './natural-order.ts';

/** Most outcomes of one layer. More means that independent choices are nested in it and should be layers of their own. */
const MAX_OUTCOMES = 4096;

interface Outcome {
	/** Weight in the layer's own folder, probability within the folders below it. */
	weight: number;
	parts: { address: number[]; part: PartDraft }[];
	/** Names of what was picked on the way down. */
	picks: string[];
	attributes: { traitType: string; value: string }[];
}

interface Place {
	/** Where the folder is, one index a level, in the tool's own order of drawing: that of the folder listing. */
	address: number[];
	/** Clean name of the folder, of the nearest folder around it without a weight, and of the latter for required files. */
	name: string;
	traitType: string;
	outerTraitType: string;
	z: number | undefined;
}

interface Entry {
	marks: NameMarks;
	address: number[];
	outcomes: Outcome[];
}

/** @throws TesseraError `too-many-outcomes` */
export function readNestedLayer(
	folder: TreeFolder,
	name: string,
	contents: ReadonlyMap<TreeFile, FileContent>,
	problems: Problem[],
): LayerDraft {
	const { z } = chefMarks(folder.name);
	const place: Place = { address: [], name, traitType: name, outerTraitType: '', z };
	const layer: LayerDraft = { name, traits: [], noneWeight: 0 };
	const outcomes: Outcome[] = [];
	for (const outcome of expand(folder, place)) {
		if (outcome.parts.length === 0) layer.noneWeight += outcome.weight;
		else outcomes.push(outcome);
	}
	layer.traits = nameTraits(outcomes, name);
	return layer;

	function expand(current: TreeFolder, at: Place): Outcome[] {
		const entries = readEntries(current, at);
		let outcomes: Outcome[] = [{ weight: 1, parts: [], picks: [], attributes: [] }];
		for (const { marks, outcomes: required } of entries) {
			if (marks.weight === undefined) outcomes = product(outcomes, required);
		}
		const weighted = entries.filter(({ marks }) => marks.weight !== undefined);
		if (weighted.length === 0) return outcomes;
		const total = weighted.reduce((sum, { marks }) => sum + (marks.weight ?? 0), 0);
		// The layer's own weights stay as they were written; those below count as chances.
		const scale = current === folder || total === 0 ? 1 : 1 / total;
		return product(
			outcomes,
			weighted.flatMap(({ marks, outcomes: picked }) =>
				picked.map((outcome) => ({
					...outcome,
					weight: outcome.weight * (marks.weight ?? 0) * scale,
					picks: [marks.name, ...outcome.picks],
				})),
			),
		);
	}

	function readEntries(current: TreeFolder, at: Place): Entry[] {
		return [...current.files, ...current.folders]
			.sort((a, b) => compareCodes(a.name, b.name))
			.map((item, i): Entry | undefined => {
				const address = [...at.address, i];
				if ('source' in item) return readFile(item, address, at);
				if (!filesBelow(item).some((file) => contents.has(file))) {
					problems.push(emptyFolder(item));
					return undefined;
				}
				const marks = chefMarks(item.name);
				const outcomes = expand(item, {
					address,
					name: marks.name,
					traitType: marks.weight === undefined ? marks.name : at.traitType,
					outerTraitType: at.traitType,
					z: marks.z ?? at.z,
				});
				return { marks, address, outcomes };
			})
			.filter((entry) => entry !== undefined);
	}

	function readFile(file: TreeFile, address: number[], at: Place): Entry | undefined {
		const content = contents.get(file);
		if (content === undefined) return undefined;
		const marks = chefMarks(withoutExtension(file.name));
		noteWeight(file, marks, 'nftchef', problems);
		const nothing = content.kind === 'empty' || NONE_NAME.test(marks.name);
		if (nothing) return { marks, address, outcomes: [{ weight: 1, parts: [], picks: [], attributes: [] }] };
		const part = partOf(content.image, { ...marks, ...(at.z !== undefined && { z: marks.z ?? at.z }) });
		// A required file stands for its folder; one in the layer's own folder says nothing that the layer's pick does not.
		const attributes =
			marks.weight !== undefined
				? [{ traitType: at.traitType, value: marks.name }]
				: at.address.length > 0
					? [{ traitType: at.outerTraitType, value: at.name }]
					: [];
		return { marks, address, outcomes: [{ weight: 1, parts: [{ address, part }], picks: [], attributes }] };
	}

	function product(a: Outcome[], b: Outcome[]): Outcome[] {
		if (a.length * b.length > MAX_OUTCOMES) {
			throw new TesseraError({
				code: 'too-many-outcomes',
				message: `The folders within layer “${name}” can be combined in more than ${MAX_OUTCOMES.toLocaleString('en')} ways, too many for one layer; it was left out.`,
				hint: 'Move the folders that are chosen independently of each other up, so that each is a layer of its own.',
				place: { layer: name },
			});
		}
		return a.flatMap((left) =>
			b.map((right) => ({
				weight: left.weight * right.weight,
				parts: [...left.parts, ...right.parts],
				picks: [...left.picks, ...right.picks],
				attributes: [...left.attributes, ...right.attributes],
			})),
		);
	}
}

/** A trait is called what its metadata says; where several outcomes say the same, what was picked on the way to each. */
function nameTraits(outcomes: readonly Outcome[], layerName: string): TraitDraft[] {
	const drafts = outcomes.map((outcome) => ({
		outcome,
		attributes: attributesOf(outcome, layerName, outcomes.length),
	}));
	const names = drafts.map(({ attributes }) => attributes.map(({ value }) => value).join(' / ') || layerName);
	return drafts.map(({ outcome, attributes }, i) => {
		const shared = names.filter((name) => name === names[i]).length > 1 && outcome.picks.length > 0;
		const plain = !shared && attributes.length === 1 && attributes[0].traitType === layerName;
		return {
			name: shared ? outcome.picks.join(' / ') : names[i],
			weight: outcome.weight,
			parts: outcome.parts.sort((a, b) => compareAddresses(a.address, b.address)).map(({ part }) => part),
			...(!plain && { attributes }),
		};
	});
}

/**
 * nftchef lists a trait type only once: the first that is drawn. An outcome of required files and a picked NONE says
 * nothing; a layer that always shows the same says its own name.
 */
function attributesOf(
	{ attributes }: Outcome,
	layerName: string,
	outcomes: number,
): { traitType: string; value: string }[] {
	if (attributes.length === 0) return outcomes > 1 ? [] : [{ traitType: layerName, value: layerName }];
	return attributes.filter(({ traitType }, i) => attributes.findIndex((other) => other.traitType === traitType) === i);
}

function emptyFolder(folder: TreeFolder): Problem {
	return {
		code: 'empty-folder',
		severity: 'warning',
		message: `The folder “${folder.path}” has no image that can be used; it was left out.`,
		hint: 'Repair its files and import again.',
		place: { file: folder.path },
	};
}

function compareAddresses(a: readonly number[], b: readonly number[]): number {
	for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
	return a.length - b.length;
}

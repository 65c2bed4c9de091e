/** A layer of the conventions in which each file is a trait. */
import type { Problem } from '../errors.ts';
import { type TreeFile, type TreeFolder, filesBelow, listNames } from './file-tree.ts';
import type { Convention } from './import-report.ts';
import type { LayerDraft, PartDraft } from './layer-draft.ts';
import type { FileContent } from './load-images.ts';
import { type NameMarks, readFileMarks, withoutExtension } from './name-marks.ts';
import { compareNatural } from './natural-order.ts';

/** Files in folders below the layer's become traits too, named after their folder as well. */
export function readFlatLayer(
	folder: TreeFolder,
	name: string,
	convention: Convention,
	contents: ReadonlyMap<TreeFile, FileContent>,
	problems: Problem[],
): LayerDraft {
	const layer: LayerDraft = { name, traits: [], noneWeight: 0 };
	const files = filesBelow(folder).sort((a, b) => compareNatural(a.path, b.path));
	const nested = files.filter((file) => contents.has(file) && !folder.files.includes(file));
	if (nested.length > 0) {
		problems.push({
			code: 'nested-folder',
			severity: 'info',
			message: `Layer “${name}” has folders within it; each of the ${nested.length} images there is a trait of its own: ${listNames(nested.map(({ path }) => path))}.`,
			place: { layer: name },
		});
	}
	for (const file of files) {
		const content = contents.get(file);
		if (content === undefined) continue;
		const marks = readFileMarks(file.name, convention);
		noteWeight(file, marks, convention, problems);
		const weight = marks.weight ?? 1;
		if (content.kind === 'empty') {
			layer.noneWeight += weight;
			continue;
		}
		const below = file.path
			.slice(folder.path.length + (folder.path === '' ? 0 : 1))
			.split('/')
			.slice(0, -1);
		layer.traits.push({ name: [...below, marks.name].join(' / '), weight, parts: [partOf(content.image, marks)] });
	}
	return layer;
}

/** A part with the marks that its file name carries. */
export function partOf(image: PartDraft['image'], marks: NameMarks): PartDraft {
	const { z, x, y, blend, opacity } = marks;
	return {
		image,
		...(z !== undefined && { z }),
		...(x !== undefined && { x }),
		...(y !== undefined && { y }),
		...(blend !== undefined && { blend }),
		...(opacity !== undefined && { opacity }),
	};
}

/** Says where the weight is not what the tool itself would have read, and where it is no weight at all. */
export function noteWeight(file: TreeFile, marks: NameMarks, convention: Convention, problems: Problem[]): void {
	const { weight, badWeight } = marks;
	if (badWeight !== undefined) {
		problems.push({
			code: 'bad-weight',
			severity: 'warning',
			message: `The weight in “${file.path}” (“${badWeight}”) is not a number; it was taken as 1.`,
			hint: 'Set the weight in the layer, or rename the file.',
			place: { file: file.path },
		});
		return;
	}
	if (weight === undefined) return;
	const stem = withoutExtension(file.name);
	const decimal = !Number.isInteger(weight);
	const comma = /#\d*,\d+$/.test(stem);
	// HashLips cuts four characters for the extension, so with `.jpeg` or `.webp` a part of it ends up in the weight.
	const shifted = convention === 'hashlips' && file.name.length - stem.length !== 4;
	if ((convention === 'hashlips' && (comma || shifted)) || (convention === 'nftchef' && decimal)) {
		problems.push({
			code: 'weight-read-differently',
			severity: 'info',
			message: `“${file.path}” weighs ${weight} here, as its name says; the tool it was made for misreads that name.`,
			place: { file: file.path },
		});
	}
}

/** A folder of trait images becomes a Design. */
import { defaultDesign } from '../design/default-design.ts';
import type { AssetHash, Design } from '../design/design.ts';
import { type Problem, TesseraError } from '../errors.ts';
import { detectConvention } from './convention.ts';
import { type TreeFile, type TreeFolder, buildFileTree, filesBelow, listNames } from './file-tree.ts';
import { readFlatLayer } from './flat-layer.ts';
import type { Convention, ImportReport } from './import-report.ts';
import type { LayerDraft } from './layer-draft.ts';
import { orderLayers } from './layer-order.ts';
import { findLayerRoot } from './layer-root.ts';
import { type FileContent, loadImages } from './load-images.ts';
import { makeLayers } from './make-layers.ts';
import { chefMarks, readFileMarks } from './name-marks.ts';
import { readNestedLayer } from './nested-picks.ts';
import { chooseOutputSize, chooseResampling } from './output-size.ts';
import type { SourceFile } from './source-file.ts';
import { makeNamesUnique } from './unique-names.ts';

export interface ImportOptions {
	/** Name of the collection, e.g. the chosen folder's. */
	name: string;
	/** After each file: files read so far, and of how many. */
	onProgress?: (done: number, total: number) => void;
	signal?: AbortSignal;
}

export interface Imported {
	design: Design;
	/** The file of every asset in the design; equal files are one asset. */
	assets: Map<AssetHash, Blob>;
	report: ImportReport;
}

/**
 * Reads a folder by the convention it follows: plain folders, HashLips, nftchef, HashLips Lab, NiftyKit or NFT.net. What
 * cannot be used or is odd is in the report, by file or layer, and the rest goes on.
 * @throws TesseraError `no-images` when nothing is left; the signal's reason when aborted
 */
export async function importFolder(files: readonly SourceFile[], options: ImportOptions): Promise<Imported> {
	const problems: Problem[] = [];
	const root = findLayerRoot(buildFileTree(files, problems), problems);
	const { convention, reason } = detectConvention(root);
	const candidates = filesBelow(root);
	const nameOf = (file: TreeFile) => readFileMarks(file.name, convention).name;
	const contents = await loadImages(candidates, nameOf, problems, options.onProgress, options.signal);
	const images = [...contents.values()].flatMap((content) => (content.kind === 'image' ? [content.image] : []));
	if (images.length === 0) throw noImages(files.length, problems);

	const drafts = readLayers(root, convention, contents, options.name, problems);
	const size = chooseOutputSize(images, problems);
	const design = defaultDesign(options.name, size.width, size.height);
	design.output.resampling = chooseResampling(images);
	const { layers, used } = makeLayers(drafts, size, problems);
	design.layers = layers;
	if (used.offsets) design.output.fit = 'none';
	const assets = new Map<AssetHash, Blob>();
	for (const image of used.images) {
		design.assets[image.hash] ??= image.asset;
		assets.set(image.hash, image.blob);
	}
	return {
		design,
		assets,
		report: {
			convention,
			reason,
			files: files.length,
			images: used.images.size,
			layers: layers.length,
			traits: layers.reduce((sum, layer) => sum + layer.traits.length, 0),
			problems,
		},
	};
}

/** The layers back to front, without those that have nothing to show. */
function readLayers(
	root: TreeFolder,
	convention: Convention,
	contents: ReadonlyMap<TreeFile, FileContent>,
	collection: string,
	problems: Problem[],
): LayerDraft[] {
	const folders = root.folders.filter((folder) => filesBelow(folder).length > 0);
	const loose = root.files.filter((file) => contents.has(file));
	if (folders.length === 0) {
		problems.push({
			code: 'single-layer',
			severity: 'info',
			message: `The folder holds images but no folders, so it became a single layer, “${collection}”.`,
			hint: 'Choose the folder that holds the folders of all layers.',
			place: { layer: collection },
		});
		return [readFlatLayer(root, collection, convention, contents, problems)];
	}
	if (loose.length > 0) {
		problems.push({
			code: 'loose-images',
			severity: 'warning',
			message: `${loose.length} image${loose.length === 1 ? '' : 's'} beside the layer folders belong${loose.length === 1 ? 's' : ''} to no layer and was left out: ${listNames(loose.map(({ path }) => path))}.`,
			hint: 'Move each into the folder of its layer.',
			place: { file: loose[0].path },
		});
	}
	for (const folder of root.folders) if (!folders.includes(folder)) problems.push(emptyLayer(folder.name));
	const byName = new Map(folders.map((folder) => [folder.name, folder]));
	const drafts: LayerDraft[] = [];
	for (const { folder: folderName, name } of orderLayers([...byName.keys()], problems)) {
		const folder = byName.get(folderName);
		if (folder === undefined) continue;
		const draft = readLayer(folder, name, convention, contents, problems);
		if (draft === undefined) continue;
		if (draft.traits.length > 0) drafts.push(draft);
		else problems.push(emptyLayer(name));
	}
	makeNamesUnique(drafts, undefined, problems);
	return drafts;
}

function readLayer(
	folder: TreeFolder,
	name: string,
	convention: Convention,
	contents: ReadonlyMap<TreeFile, FileContent>,
	problems: Problem[],
): LayerDraft | undefined {
	if (convention !== 'nftchef') return readFlatLayer(folder, name, convention, contents, problems);
	try {
		return readNestedLayer(folder, chefMarks(name).name || name, contents, problems);
	} catch (thrown) {
		if (!(thrown instanceof TesseraError)) throw thrown;
		problems.push(thrown.problem);
		return undefined;
	}
}

function emptyLayer(name: string): Problem {
	return {
		code: 'empty-layer',
		severity: 'warning',
		message: `Layer “${name}” has no image that can be used; it was left out.`,
		hint: 'Put images into its folder and import again.',
		place: { layer: name },
	};
}

function noImages(files: number, problems: readonly Problem[]): TesseraError {
	const errors = problems.filter(({ severity }) => severity === 'error');
	const why =
		errors.length > 0
			? ` ${errors
					.map(({ message }) => message)
					.slice(0, 3)
					.join(' ')}`
			: '';
	return new TesseraError({
		code: 'no-images',
		message: `The folder holds no image that can be used (${files} file${files === 1 ? '' : 's'} looked at).${why}`,
		hint: 'Choose the folder that holds one folder of images for each layer.',
	});
}

import type { Problem } from '../errors.ts';
import { type TreeFolder, filesBelow } from './file-tree.ts';

/**
 * Finds the folder whose folders are the layers. People drop that folder itself, the folder around it, or the whole project
 * of another tool, where it is called `layers` and lies beside earlier output.
 */
export function findLayerRoot(chosen: TreeFolder, problems: Problem[]): TreeFolder {
	let root = chosen;
	for (;;) {
		const filled = root.folders.filter((folder) => filesBelow(folder).length > 0);
		const named = filled.find((folder) => /^layers$/i.test(folder.name) && hasLayers(folder));
		const only = filled.length === 1 && root.files.length === 0 && isWrapper(filled[0]) ? filled[0] : undefined;
		const next = named ?? only;
		if (next === undefined) break;
		const outside = filesBelow(root).length - filesBelow(next).length;
		if (outside > 0) {
			problems.push({
				code: 'outside-layers',
				severity: 'info',
				message: `The layers are in “${next.path}”; ${outside} file${outside === 1 ? '' : 's'} beside it ${outside === 1 ? 'was' : 'were'} left out.`,
				place: { file: next.path },
			});
		}
		root = next;
	}
	return root;
}

function hasLayers(folder: TreeFolder): boolean {
	return folder.folders.some((child) => filesBelow(child).length > 0);
}

/** Holds layers, and not the nested picks of a single layer, which carry weights or z. */
function isWrapper(folder: TreeFolder): boolean {
	const marked = /#|^z-?\d+,/;
	return (
		folder.files.length === 0 &&
		hasLayers(folder) &&
		![folder, ...folder.folders].some((child) => marked.test(child.name))
	);
}

/** The files of a chosen folder as a tree, with everything put aside that cannot be part of a collection. */
import type { Problem } from '../errors.ts';
import type { SourceFile } from './source-file.ts';

export interface TreeFile {
	/** Last segment of the path, NFC. */
	name: string;
	/** Whole path below the chosen folder, NFC, for messages. */
	path: string;
	source: SourceFile;
}

export interface TreeFolder {
	name: string;
	path: string;
	folders: TreeFolder[];
	files: TreeFile[];
}

/** What systems leave behind: dotfiles, `Thumbs.db`, `desktop.ini`, the resource forks in ZIPs from macOS. */
const HIDDEN = /^(?:\..*|thumbs\.db|desktop\.ini|__macosx|icon\r)$/i;

/** Extensions that never hold an image; such files are listed and left alone without being read. */
const NO_IMAGE =
	/\.(?:js|mjs|cjs|ts|json|jsonl|txt|md|csv|html?|css|pdf|docx?|xlsx?|zip|psd|ai|sketch|xcf|kra|py|lock|log)$/i;

/** How many names a message lists before it counts the rest. */
const LISTED = 3;

export function buildFileTree(sources: readonly SourceFile[], problems: Problem[]): TreeFolder {
	const root: TreeFolder = { name: '', path: '', folders: [], files: [] };
	const hidden: string[] = [];
	const other: string[] = [];
	for (const source of sources) {
		const path = source.path.normalize('NFC').replaceAll('\\', '/');
		const segments = path.split('/');
		if (segments.some((s) => s === '' || s === '.' || s === '..' || hasControls(s))) problems.push(unsafePath(path));
		else if (segments.slice(0, -1).some((segment) => HIDDEN.test(segment))) hidden.push(path);
		else {
			// A folder that holds nothing else is still there: an empty layer that has to be named.
			const name = segments[segments.length - 1];
			const folder = folderOf(root, segments.slice(0, -1));
			if (HIDDEN.test(name)) hidden.push(path);
			else if (NO_IMAGE.test(name)) other.push(path);
			else folder.files.push({ name, path, source });
		}
	}
	if (hidden.length > 0) {
		problems.push({
			code: 'hidden-files',
			severity: 'info',
			message: `${hidden.length} hidden or system file${hidden.length === 1 ? ' was' : 's were'} left out: ${listNames(hidden)}.`,
		});
	}
	const config = other.filter((path) => /(?:^|\/)config\.(?:js|json|ts|mjs|cjs)$/i.test(path));
	for (const path of config) {
		problems.push({
			code: 'config-ignored',
			severity: 'info',
			message: `“${path}” was not read: layer order and options of another tool are not taken over.`,
			hint: 'Check the order of the layers and set blend modes and opacity here.',
			place: { file: path },
		});
	}
	const rest = other.filter((path) => !config.includes(path));
	if (rest.length > 0) {
		problems.push({
			code: 'other-files',
			severity: 'info',
			message: `${rest.length} file${rest.length === 1 ? ' is' : 's are'} no image and was left out: ${listNames(rest)}.`,
		});
	}
	return root;
}

/** All files of a folder and of those below it. */
export function filesBelow(folder: TreeFolder): TreeFile[] {
	return [...folder.files, ...folder.folders.flatMap(filesBelow)];
}

/** `a, b, c and 4 more`. */
export function listNames(names: readonly string[]): string {
	const shown = names.slice(0, LISTED).map((name) => `“${name}”`);
	const more = names.length - shown.length;
	return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The folder at a path, made where it is not there yet. */
function folderOf(root: TreeFolder, segments: string[]): TreeFolder {
	let folder = root;
	for (const name of segments) {
		let next = folder.folders.find((child) => child.name === name);
		if (next === undefined) {
			next = { name, path: folder === root ? name : `${folder.path}/${name}`, folders: [], files: [] };
			folder.folders.push(next);
		}
		folder = next;
	}
	return folder;
}

function hasControls(segment: string): boolean {
	return /\p{Cc}/u.test(segment);
}

function unsafePath(path: string): Problem {
	const shown = path.replaceAll(/\p{Cc}/gu, '�');
	return {
		code: 'unsafe-path',
		severity: 'error',
		message: `“${shown}” was left out: its path leads out of the folder or cannot be a file name.`,
		hint: 'Rename the file and import the folder again.',
		place: { file: shown },
	};
}

/** Which tool's convention a folder follows, decided once for the whole folder. */
import { type TreeFolder, filesBelow, listNames } from './file-tree.ts';
import type { Convention } from './import-report.ts';
import { withoutExtension } from './name-marks.ts';

/** Marks at the end of file names that only one tool uses, most particular first. */
const SUFFIXES: { convention: Convention; tool: string; mark: RegExp; shown: string }[] = [
	{ convention: 'hashlips-lab', tool: 'HashLips Lab', mark: /__[zwxy]-?\d[\d.,]*(?:__|$)/i, shown: '__w5 or __z10' },
	{ convention: 'niftykit', tool: 'NiftyKit', mark: /__r\d[\d.,]*$/i, shown: '__r100' },
	{ convention: 'nft.net', tool: 'NFT.net', mark: /.\+\d[\d.,]*$/, shown: '+10' },
];

const Z_PREFIX = /^z-?\d+,/i;

/**
 * Nested folders with weights, or z prefixes, are nftchef's; `#` weights in flat folders are HashLips'; then the suffixes;
 * else the folder is plain. Where marks of several tools occur, the most frequent wins.
 */
export function detectConvention(root: TreeFolder): { convention: Convention; reason: string } {
	const files = filesBelow(root);
	const stems = files.map((file) => withoutExtension(file.name));
	const hashes = files.filter((file) => withoutExtension(file.path).slice(root.path.length).includes('#'));
	const counts = SUFFIXES.map((suffix) => ({
		...suffix,
		count: stems.filter((stem) => suffix.mark.test(stem)).length,
	}));
	const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
	if (best.count > hashes.length) {
		return {
			convention: best.convention,
			reason: `Read as a ${best.tool} folder: ${best.count} of ${files.length} file names carry its marks (such as ${best.shown}).`,
		};
	}
	const nested = root.folders.flatMap((layer) => layer.folders).filter((folder) => filesBelow(folder).length > 0);
	const prefixed = files.filter((file) => file.path.split('/').some((segment) => Z_PREFIX.test(segment)));
	if (prefixed.length > 0 || (nested.length > 0 && hashes.length > 0)) {
		const why = [
			...(nested.length > 0 ? [`weights in nested folders (${listNames(nested.map(({ path }) => path))})`] : []),
			...(prefixed.length > 0 ? [`z prefixes (${listNames(prefixed.map(({ path }) => path))})`] : []),
		];
		return { convention: 'nftchef', reason: `Read as an nftchef folder: it has ${why.join(' and ')}.` };
	}
	if (hashes.length > 0) {
		return {
			convention: 'hashlips',
			reason: `Read as a HashLips folder: ${hashes.length} of ${files.length} file names carry a weight behind #.`,
		};
	}
	return {
		convention: 'plain',
		reason: 'Read as plain folders, one for each layer: no file name carries a weight, so all traits weigh the same.',
	};
}

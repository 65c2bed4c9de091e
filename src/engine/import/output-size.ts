import type { Problem } from '../errors.ts';
import { listNames } from './file-tree.ts';
import type { LoadedImage } from './load-images.ts';

/** Output size when no file has one of its own, pixels. */
const DEFAULT_SIDE = 1080;

/**
 * The size that most raster images have (the larger of equally frequent ones); SVG sizes count only if nothing else does.
 * Images of another size get a warning.
 */
export function chooseOutputSize(
	images: readonly LoadedImage[],
	problems: Problem[],
): { width: number; height: number } {
	const sized = images.flatMap(({ asset }) => {
		const { width, height, type, name } = asset;
		return width === undefined || height === undefined ? [] : [{ width, height, name, svg: type === 'image/svg+xml' }];
	});
	const rasters = sized.filter(({ svg }) => !svg);
	const counted = rasters.length > 0 ? rasters : sized;
	const frequency = new Map<string, number>();
	for (const image of counted) frequency.set(sizeOf(image), (frequency.get(sizeOf(image)) ?? 0) + 1);
	const [most] = counted.toSorted(
		(a, b) =>
			(frequency.get(sizeOf(b)) ?? 0) - (frequency.get(sizeOf(a)) ?? 0) || b.width * b.height - a.width * a.height,
	);
	if (most === undefined) return { width: DEFAULT_SIDE, height: DEFAULT_SIDE };
	const width = Math.max(1, Math.round(most.width));
	const height = Math.max(1, Math.round(most.height));
	const others = rasters.filter((image) => image.width !== width || image.height !== height);
	if (others.length > 0) {
		problems.push({
			code: 'sizes-differ',
			severity: 'warning',
			message: `${others.length} of ${rasters.length} images are not ${width} × ${height} pixels like most: ${listNames(others.map(({ name, width: w, height: h }) => `${name}, ${w} × ${h}`))}.`,
			hint: 'They are scaled to fit and centred; choose another fit in the output settings, or export them at one size.',
			place: { file: others[0].name },
		});
	}
	return { width, height };
}

function sizeOf({ width, height }: { width: number; height: number }): string {
	return `${width} × ${height}`;
}

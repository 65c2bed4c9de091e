import type { Resampling } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import { listNames } from './file-tree.ts';
import type { LoadedImage } from './load-images.ts';

/** Longest side of the output when no file says one that can be meant, pixels. */
const DEFAULT_SIDE = 1080;

/** Longest sides of drawings that can be meant as they are; icons of 24 and posters of 30,000 units only give the shape. */
const SMALLEST_DRAWING = 256;
const LARGEST_DRAWING = 4096;

/**
 * The size that most raster images have (the larger of equally frequent ones); SVG sizes, or their shapes, count only if
 * nothing else does.
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
	const scale = most.svg ? drawingScale(Math.max(most.width, most.height)) : 1;
	const width = Math.max(1, Math.round(most.width * scale));
	const height = Math.max(1, Math.round(most.height * scale));
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

/** Images of so few pixels are pixel art: whoever enlarges them wants to see the pixels. */
const LARGEST_PIXEL_ART = 128;

/** How images are enlarged, unless it is changed in the output settings. */
export function chooseResampling(images: readonly LoadedImage[]): Resampling {
	const isPixelArt = images.every(
		({ asset: { type, width = Infinity, height = Infinity } }) =>
			type !== 'image/svg+xml' && Math.max(width, height) <= LARGEST_PIXEL_ART,
	);
	return isPixelArt ? 'pixelated' : 'smooth';
}

function sizeOf({ width, height }: { width: number; height: number }): string {
	return `${width} × ${height}`;
}

function drawingScale(side: number): number {
	return side < SMALLEST_DRAWING || side > LARGEST_DRAWING ? DEFAULT_SIDE / side : 1;
}

/** What it takes to decode a source, beyond some strips of rows. */
import type { Design, OutputSettings } from '../design/design.ts';
import type { DrawSource } from '../design/draw-list.ts';
import { DRAWN_PIXELS } from '../raster/image-limits.ts';

/** The decoder's own frame, and the bitmap that is made of it. */
const FRAMES = 2;
/** Of an image whose header did not tell: as large as the output. */
const sizeOf = ({ width, height }: { width?: number; height?: number }, output: OutputSettings) =>
	(width ?? output.width) * (height ?? output.height);

/** @returns bytes that are held while the source is decoded: its file, and the pixels that the browser makes of it whole */
export function decodeCost(design: Design, source: DrawSource): number {
	if (source.kind === 'solid') return 0;
	const asset = design.assets[source.asset];
	if (asset === undefined) return 0;
	const { output } = design;
	switch (asset.type) {
		case 'image/png':
		case 'image/apng':
			return asset.bytes;
		case 'image/svg+xml':
			return asset.bytes + Math.min(DRAWN_PIXELS, output.width * output.height) * 4;
		default:
			return asset.bytes + sizeOf(asset, output) * 4 * FRAMES;
	}
}

import type { AssetHash } from '../../engine/design/design.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { openStore } from '../../engine/store/store.ts';
import { drawingPixels } from '../../gpu/raster/drawing-pixels.ts';
import { drawSvg } from './draw-svg.ts';

/**
 * An SVG of the store's, drawn now or earlier; what is drawn is kept for the runs to find.
 * @throws TesseraError as `drawSvg`, or with what the store throws
 */
export async function storedSvg(
	asset: AssetHash,
	svg: Blob,
	name: string,
	width: number,
	height: number,
): Promise<Raster> {
	const { rasters } = await openStore();
	const kept = await rasters.get(asset, width, height);
	if (kept !== undefined) return kept;
	const raster = drawingPixels(await drawSvg(svg, name, width, height), name);
	await rasters.put(asset, raster);
	return raster;
}

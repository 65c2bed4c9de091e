import type { AssetHash } from '../../engine/design/design.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { collectRaster } from '../../engine/raster/strips.ts';
import { keptDrawing } from '../../engine/store/kept-drawing.ts';
import { openStore } from '../../engine/store/store.ts';
import { drawnStream } from '../../gpu/raster/drawing-strips.ts';
import { drawSvg } from './draw-svg.ts';

/**
 * An SVG of the store's, drawn now or earlier; what is drawn is kept for the runs to find.
 * @throws TesseraError as `drawSvg`, or when there is no store
 */
export async function storedSvg(
	asset: AssetHash,
	svg: Blob,
	name: string,
	width: number,
	height: number,
): Promise<Raster> {
	const { rasters } = await openStore();
	const draw = () => drawnStream(width, height, (top, rows) => drawSvg({ svg, name, width, height, top, rows }));
	return collectRaster(await keptDrawing(rasters, asset, width, height, draw));
}

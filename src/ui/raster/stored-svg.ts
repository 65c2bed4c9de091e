import type { AssetHash } from '../../engine/design/design.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { collectRaster } from '../../engine/raster/strips.ts';
import { keptDrawing } from '../../engine/store/kept-drawing.ts';
import { openStore } from '../../engine/store/store.ts';
import { drawnStream } from '../../gpu/raster/drawing-strips.ts';
import { drawSvg } from './draw-svg.ts';

/**
 * An SVG, drawn now or earlier; what is drawn is kept for the runs to find, where there is a store.
 * @throws TesseraError as `drawSvg`
 */
export async function storedSvg(
	asset: AssetHash,
	svg: Blob,
	name: string,
	width: number,
	height: number,
): Promise<Raster> {
	const store = await openStore().catch(() => undefined);
	const draw = () => drawnStream(width, height, (top, rows) => drawSvg({ svg, name, width, height, top, rows }));
	return collectRaster(await keptDrawing(store?.rasters, asset, width, height, draw));
}

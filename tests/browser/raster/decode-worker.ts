import { collectRaster } from '../../../src/engine/raster/strips.ts';
import { openImage } from '../../../src/gpu/raster/decode-image.ts';

const drawSvg = () => Promise.reject(new Error('no SVG expected'));

/** Answers each Blob with its raster. */
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
	self.postMessage(await collectRaster(await openImage(data, 'worker', { width: 1, height: 1, drawSvg })));
};

import { decodeImage } from '../../../src/gpu/raster/decode-image.ts';

const rasteriseSvg = () => Promise.reject(new Error('no SVG expected'));

/** Answers each Blob with its raster. */
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
	self.postMessage(await decodeImage(data, 'worker', { width: 1, height: 1, rasteriseSvg }));
};

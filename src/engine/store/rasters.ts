import * as v from 'valibot';
import type { AssetHash } from '../design/design.ts';
import type { Raster } from '../raster/raster.ts';
import { cropRaster, uncropRaster } from './crop.ts';
import type { UseDatabase } from './database.ts';

/**
 * Drawn SVGs. Drawing is the browser's and may differ between devices, so what was drawn once for a project stays, and its
 * pixels are the same ever after.
 */
export interface RasterStore {
	/** The drawing of an asset at a size in pixels; undefined if there is none, or only a damaged one. */
	get(hash: AssetHash, width: number, height: number): Promise<Raster | undefined>;
	put(hash: AssetHash, raster: Raster): Promise<void>;
}

const PIXELS = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `deflated` is the part that is not transparent, at x, y. */
const RasterSchema = v.object({
	x: PIXELS,
	y: PIXELS,
	width: PIXELS,
	height: PIXELS,
	deflated: v.instance(Uint8Array<ArrayBuffer>),
});

const keyOf = (hash: AssetHash, width: number, height: number): string => `${hash}@${width}x${height}`;

export function createRasterStore(use: UseDatabase): RasterStore {
	return {
		get: async (hash, width, height) => {
			const record = await use((database) => database.get('rasters', keyOf(hash, width, height)));
			const result = v.safeParse(RasterSchema, record);
			if (!result.success) return undefined;
			const { deflated, ...place } = result.output;
			if (place.x + place.width > width || place.y + place.height > height) return undefined;
			const data = await inflate(deflated);
			if (data?.length !== place.width * place.height * 4) return undefined;
			return uncropRaster({ ...place, data }, width, height);
		},
		put: async (hash, raster) => {
			const { data, ...place } = cropRaster(raster);
			// Before the transaction, which would end while the stream works.
			const deflated = await through(data, new CompressionStream('deflate-raw'));
			const record: v.InferOutput<typeof RasterSchema> = { ...place, deflated };
			const key = keyOf(hash, raster.width, raster.height);
			await use((database) => database.put('rasters', record, key));
		},
	};
}

/** Whatever the stream throws (browsers a TypeError, Node an error of zlib) says that the record is damaged. */
function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
	return through(deflated, new DecompressionStream('deflate-raw')).catch(() => undefined);
}

async function through(
	bytes: Uint8Array<ArrayBuffer>,
	transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transform)).arrayBuffer());
}

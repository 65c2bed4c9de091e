import * as v from 'valibot';
import type { AssetHash } from '../design/design.ts';
import type { Raster } from '../raster/raster.ts';
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

const RasterSchema = v.object({ width: v.number(), height: v.number(), deflated: v.instance(Uint8Array<ArrayBuffer>) });

const keyOf = (hash: AssetHash, width: number, height: number): string => `${hash}@${width}x${height}`;

export function createRasterStore(use: UseDatabase): RasterStore {
	return {
		get: async (hash, width, height) => {
			const record = await use((database) => database.get('rasters', keyOf(hash, width, height)));
			const result = v.safeParse(RasterSchema, record);
			if (!result.success || result.output.width !== width || result.output.height !== height) return undefined;
			const data = await inflate(result.output.deflated);
			return data?.length === width * height * 4 ? { width, height, data } : undefined;
		},
		put: async (hash, { width, height, data }) => {
			// Before the transaction, which would end while the stream works.
			const deflated = await through(data, new CompressionStream('deflate-raw'));
			const record: v.InferOutput<typeof RasterSchema> = { width, height, deflated };
			await use((database) => database.put('rasters', record, keyOf(hash, width, height)));
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

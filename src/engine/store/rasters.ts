import * as v from 'valibot';
import type { AssetHash } from '../design/design.ts';
import type { Raster, RasterStream } from '../raster/raster.ts';
import { cropRaster, uncropRaster } from './crop.ts';
import type { UseDatabase } from './database.ts';

/**
 * Drawn SVGs. Drawing is the browser's and may differ between devices, so what was drawn once for a project stays, and its
 * pixels are the same ever after. They are kept and read strip by strip.
 */
export interface RasterStore {
	/**
	 * The drawing of an asset at a size in pixels; undefined if there is none that is complete. The stream throws when it
	 * comes to a strip that is missing or cannot be read.
	 */
	get(hash: AssetHash, width: number, height: number): Promise<RasterStream | undefined>;
	/** Begins to keep a drawing. It can be got once `finish` was called with every strip added. */
	put(hash: AssetHash, width: number, height: number): DrawingWriter;
}

export interface DrawingWriter {
	/** The next rows. They are copied. */
	add(strip: Raster): Promise<void>;
	finish(): Promise<void>;
}

const PIXELS = v.pipe(v.number(), v.integer(), v.minValue(0));
const ROWS = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Height of every strip, top to bottom. Written last. */
const DrawingSchema = v.object({ strips: v.array(ROWS) });

/** `deflated` is the part of the strip that is not transparent, at x, y. */
const StripSchema = v.object({
	x: PIXELS,
	y: PIXELS,
	width: PIXELS,
	height: PIXELS,
	deflated: v.instance(Uint8Array<ArrayBuffer>),
});

const keyOf = (hash: AssetHash, width: number, height: number): string => `${hash}@${width}x${height}`;
const stripKey = (drawing: string, strip: number): string => `${drawing}/${strip}`;

export function createRasterStore(use: UseDatabase): RasterStore {
	const read = (key: string): Promise<unknown> => use((database) => database.get('rasters', key));
	const write = (key: string, record: unknown): Promise<unknown> =>
		use((database) => database.put('rasters', record, key));

	async function* strips(drawing: string, width: number, heights: readonly number[]): AsyncGenerator<Raster, void> {
		for (const [i, height] of heights.entries()) {
			const strip = await inflateStrip(await read(stripKey(drawing, i)), width, height);
			if (strip === undefined) throw new Error(`strip ${i} of drawing ${drawing} cannot be read`);
			yield strip;
		}
	}

	return {
		get: async (hash, width, height) => {
			const drawing = keyOf(hash, width, height);
			const result = v.safeParse(DrawingSchema, await read(drawing));
			if (!result.success) return undefined;
			const heights = result.output.strips;
			if (heights.reduce((sum, rows) => sum + rows, 0) !== height) return undefined;
			return { width, height, strips: strips(drawing, width, heights) };
		},
		put: (hash, width, height) => {
			const drawing = keyOf(hash, width, height);
			const heights: number[] = [];
			return {
				add: async (strip) => {
					const { data, ...place } = cropRaster(strip);
					// Before the transaction, which would end while the stream works.
					const deflated = await through(data, new CompressionStream('deflate-raw'));
					const record: v.InferOutput<typeof StripSchema> = { ...place, deflated };
					await write(stripKey(drawing, heights.length), record);
					heights.push(strip.height);
				},
				finish: async () => {
					const record: v.InferOutput<typeof DrawingSchema> = { strips: heights };
					await write(drawing, record);
				},
			};
		},
	};
}

async function inflateStrip(record: unknown, width: number, height: number): Promise<Raster | undefined> {
	const result = v.safeParse(StripSchema, record);
	if (!result.success) return undefined;
	const { deflated, ...place } = result.output;
	if (place.x + place.width > width || place.y + place.height > height) return undefined;
	// Whatever the stream throws (browsers a TypeError, Node an error of zlib) says that the record is damaged.
	const data = await through(deflated, new DecompressionStream('deflate-raw')).catch(() => undefined);
	if (data?.length !== place.width * place.height * 4) return undefined;
	return uncropRaster({ ...place, data }, width, height);
}

/** Not by way of a Blob, whose bytes would go to the browser's main process and back. */
async function through(
	bytes: Uint8Array<ArrayBuffer>,
	transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
	const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
		start(controller) {
			controller.enqueue(bytes);
			controller.close();
		},
	});
	return new Uint8Array(await new Response(source.pipeThrough(transform)).arrayBuffer());
}

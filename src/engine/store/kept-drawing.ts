/** A drawing from the store where it is kept, else drawn and kept: another browser version may draw other pixels. */
import type { AssetHash } from '../design/design.ts';
import type { Raster, RasterStream } from '../raster/raster.ts';
import { inStrips, STRIP_ROWS } from '../raster/strips.ts';
import type { RasterStore } from './rasters.ts';

/**
 * @param store absent, or full: it is drawn each time.
 * @param draw draws it at exactly this size
 */
export async function keptDrawing(
	store: RasterStore | undefined,
	hash: AssetHash,
	width: number,
	height: number,
	draw: () => RasterStream,
): Promise<RasterStream> {
	const kept = await store?.get(hash, width, height).catch(() => undefined);
	const drawn = () => (store === undefined ? draw() : keeping(store, hash, draw()));
	return kept === undefined ? drawn() : { width, height, strips: mended(kept, drawn) };
}

/** The same strips, each of which is kept when it was read. */
function keeping(store: RasterStore, hash: AssetHash, stream: RasterStream): RasterStream {
	const { width, height } = stream;
	async function* strips(): AsyncGenerator<Raster, void> {
		const writer = store.put(hash, width, height);
		let isKept = true;
		for await (const strip of stream.strips) {
			yield strip;
			if (isKept) await writer.add(strip).catch(() => (isKept = false));
		}
		if (isKept) await writer.finish().catch(() => undefined);
	}
	return { width, height, strips: strips() };
}

/** What is kept; from the first strip on that cannot be read, the same rows drawn anew. */
async function* mended(kept: RasterStream, drawn: () => RasterStream): AsyncGenerator<Raster, void> {
	const { width } = kept;
	let done = 0;
	try {
		for await (const strip of kept.strips) {
			yield strip;
			done += strip.height;
		}
	} catch {
		let top = 0;
		for await (const strip of inStrips(drawn(), STRIP_ROWS)) {
			const skipped = Math.min(strip.height, Math.max(0, done - top));
			top += strip.height;
			const rows = strip.height - skipped;
			if (rows > 0) yield { width, height: rows, data: strip.data.subarray(skipped * width * 4) };
		}
	}
}

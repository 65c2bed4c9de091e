/** Which jobs a canvas composites byte for byte as the kernel does. */
import { EMPTY_CONTENT, type TileBatch } from '../../engine/tiles/compositor.ts';
import { MIXED } from '../../engine/tiles/packed-tiles.ts';
import type { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { SOURCE_OVER } from '../reference/operators.ts';

const SOURCE_OVER_FULL = (SOURCE_OVER | (65535 << 8)) >>> 0;

/**
 * A canvas holds 8-bit premultiplied pixels and rounds after every layer. Nothing is rounded where every alpha is 0 or 255 and
 * every layer is source-over at opacity 1: premultiplied equals straight, and each pixel is either kept or replaced.
 */
export function isExactOnCanvas(batch: TileBatch, job: number, tiles: UnpackedTiles): boolean {
	for (let entry = batch.offsets[job]; entry < batch.offsets[job + 1]; entry++) {
		if (batch.paint[entry] !== SOURCE_OVER_FULL) return false;
		const content = batch.content[entry];
		if (content !== EMPTY_CONTENT && tiles.kind(content) === MIXED) return false;
	}
	return true;
}

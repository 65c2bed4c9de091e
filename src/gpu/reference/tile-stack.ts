/** One job's layers, bottom first: a reused object, so that a job allocates nothing. */
import { EMPTY_CONTENT, type TileBatch } from '../../engine/tiles/compositor.ts';
import { OPAQUE } from '../../engine/tiles/packed-tiles.ts';
import type { UnpackedTiles } from './unpacked-tiles.ts';
import { COPY, SOURCE_OVER } from './operators.ts';
import { sourceAlphas } from './source-alphas.ts';

const FULL_OPACITY = 65535;

export class TileStack {
	layers = 0;
	/** Content id of each layer. */
	readonly contents: number[] = [];
	readonly operators: number[] = [];
	/** Alpha by 8-bit alpha, with the layer's opacity. */
	readonly alphas: Int32Array[] = [];
	/** Whether layer i paints an opaque pixel over everything below: source-over, opacity 1. */
	readonly covers: boolean[] = [];
	/** Whether all layers do. */
	allCover = true;

	/** Takes job `job` of the batch, without the layers that nothing can show through to. */
	load(batch: TileBatch, job: number, tiles: UnpackedTiles): void {
		this.layers = 0;
		this.allCover = true;
		const first = batch.offsets[job];
		let bottom = batch.offsets[job + 1] - 1;
		while (bottom > first && !hidesAllBelow(batch.content[bottom], batch.paint[bottom], tiles)) bottom--;
		for (let entry = bottom < first ? first : bottom; entry < batch.offsets[job + 1]; entry++) {
			this.#push(batch.content[entry], batch.paint[entry]);
		}
	}

	#push(content: number, paint: number): void {
		const i = this.layers++;
		const opacity = paint >>> 8;
		this.contents[i] = content;
		this.operators[i] = paint & 255;
		this.alphas[i] = sourceAlphas(opacity);
		this.covers[i] = this.operators[i] === SOURCE_OVER && opacity === FULL_OPACITY;
		if (!this.covers[i]) this.allCover = false;
	}
}

function hidesAllBelow(content: number, paint: number, tiles: UnpackedTiles): boolean {
	const operator = paint & 255;
	if (operator === COPY) return true;
	return (
		operator === SOURCE_OVER &&
		paint >>> 8 === FULL_OPACITY &&
		content !== EMPTY_CONTENT &&
		tiles.kind(content) === OPAQUE
	);
}

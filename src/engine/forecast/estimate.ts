/** What a run will take, before its workers exist: from the design alone, and from what an earlier run of it took. */
import * as v from 'valibot';
import { ASSEMBLED_TILES, calibratedSink } from '../bench/calibration.ts';
import type { Calibration } from '../bench/calibration.ts';
import type { Design, ImageFormat } from '../design/design.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { RunSnapshot } from '../run/run.ts';
import { LARGE_TILE, outputGrid, tileGrid } from '../tiles/tile-shape.ts';
import { predictSeconds } from './predict-seconds.ts';

const AMOUNT = v.pipe(v.number(), v.finite(), v.minValue(0));
const POSITIVE = v.pipe(v.number(), v.finite(), v.minValue(1));

/** What is kept of a run for later estimates of the same project. */
export const EstimateBasisSchema = v.object({
	/** Which art it was, as `artKey` gives it. */
	art: v.string(),
	width: POSITIVE,
	height: POSITIVE,
	format: v.picklist(['png', 'webp', 'jpeg', 'avif']),
	sink: v.string(),
	tokens: POSITIVE,
	/** Of all images. */
	bytes: AMOUNT,
	seconds: AMOUNT,
	/** Of the seconds, the part that making new tiles took, 0 to 1. */
	tileShare: v.pipe(AMOUNT, v.maxValue(1)),
});

export type EstimateBasis = v.InferOutput<typeof EstimateBasisSchema>;

/** What a run draws, as far as estimates of other runs depend on it. */
export type Drawn = Pick<EstimateBasis, 'art' | 'width' | 'height' | 'format'>;

export function drawnOf(design: Design): Drawn {
	const { width, height, format } = design.output;
	return { art: artKey(design), width, height, format };
}

export interface Estimate {
	/** Of all images. */
	bytes: number;
	/** From the first batch to closed files. */
	seconds: number;
	/** Made from another size, format, place or art, or from nothing but the design: may be off by half. */
	rough: boolean;
}

/** @returns what the run says for later ones; undefined until it is foretold */
export function estimateBasis(
	drawn: Drawn,
	sink: SinkTarget['kind'],
	{ state, done, imageBytes, seconds, forecast, expected }: RunSnapshot,
): EstimateBasis | undefined {
	if (forecast === undefined) return undefined;
	const isDone = state === 'finished' && done === forecast.tokens;
	const bytes = isDone ? imageBytes : expected?.bytes;
	const whole = isDone ? seconds : expected?.seconds;
	if (bytes === undefined || whole === undefined || forecast.tokens === 0) return undefined;
	const { composite = 0, encode = 0, ...others } = forecast.stages;
	const all = Object.values(others).reduce((sum, value) => sum + value, composite + encode);
	return {
		...drawn,
		sink,
		tokens: forecast.tokens,
		bytes,
		seconds: whole,
		tileShare: all > 0 ? (composite + encode) / all : 0,
	};
}

/** Equal for designs that draw the same files in the same way. */
function artKey({ layers, background }: Design): string {
	const drawn = layers.map(({ blend, opacity, traits }) => [
		blend,
		opacity,
		traits.map(({ parts, weight }) => [weight, parts.map(({ asset, x = 0, y = 0 }) => [asset, x, y])]),
	]);
	return fingerprint(JSON.stringify([background, drawn]));
}

/** FNV-1a: enough to notice a change. */
function fingerprint(text: string): string {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return (hash >>> 0).toString(16);
}

/** Tiles grow as this power of the tokens, as measured on collections of 500 to 10,000. */
const TILE_GROWTH = 0.55;
/** Bytes and work grow as these powers of the pixels: larger pictures are smoother. */
const BYTES_GROWTH = 0.8;
const WORK_GROWTH = 0.9;

/**
 * @param basis of an earlier run of the project
 * @param costs of this device
 */
export function estimateRun(
	design: Design,
	sink: SinkTarget['kind'],
	files: number,
	basis: EstimateBasis | undefined,
	costs: Calibration,
	cores: number,
): Estimate {
	const { width, height, format } = design.output;
	const tokens = design.supply.count;
	if (basis === undefined || basis.format !== format || basis.sink !== sink) {
		return estimateFromDesign(design, sink, files, costs, cores, basis?.format === format ? basis : undefined);
	}
	const more = tokens / basis.tokens;
	const larger = (width * height) / (basis.width * basis.height);
	const work = basis.tileShare * more ** TILE_GROWTH + (1 - basis.tileShare) * more;
	return {
		bytes: basis.bytes * more * larger ** BYTES_GROWTH,
		seconds: basis.seconds * work * larger ** WORK_GROWTH,
		rough: larger !== 1 || artKey(design) !== basis.art,
	};
}

/** Bytes of a pixel in flat art without files to go by. */
const BYTES_PER_PIXEL: Record<ImageFormat, number> = { png: 0.07, webp: 0.03, jpeg: 0.06, avif: 0.02 };
/** Of the share of an image's tiles that no image before it has: of the first all, then falling. */
const NEW_TILES = 2.5;
/** What a picture takes that is made of small tiles, of the same one made of large ones. */
const WORK_IN_SMALL_TILES = 0.7;
/** What the browser's own encoders take for a pixel. */
const SECONDS_PER_PIXEL = 40e-9;
/** Of layers drawn over one another, so much of the bytes of their files is still seen. */
const SEEN_SHARE = 0.8;

function estimateFromDesign(
	design: Design,
	kind: SinkTarget['kind'],
	files: number,
	{ secondsPerTile, secondsPerImage, secondsPerFile, secondsPerByte }: Calibration,
	cores: number,
	basis: EstimateBasis | undefined,
): Estimate {
	const { width, height, format } = design.output;
	const tokens = design.supply.count;
	const pixels = width * height;
	const imageBytes =
		basis === undefined
			? ((format === 'png' ? bytesOfTraits(design, pixels) : undefined) ?? pixels * BYTES_PER_PIXEL[format])
			: (basis.bytes / basis.tokens) * (pixels / (basis.width * basis.height)) ** BYTES_GROWTH;
	const sink = calibratedSink(kind) ?? 'zip';
	const { columns, rows } = tileGrid(width, height, LARGE_TILE);
	const newTiles = NEW_TILES * (outputGrid(design.output).tile === LARGE_TILE ? 1 : WORK_IN_SMALL_TILES);
	const tiles = columns * rows * Math.min(tokens, newTiles * tokens ** TILE_GROWTH);
	const isPng = format === 'png';
	const band = {
		tiles: tiles / cores,
		newRows: (tokens * rows) / cores,
		keptRows: 0,
		costs: {
			composite: Math.min(...Object.values(secondsPerTile.composite)),
			encode: isPng ? secondsPerTile.encode : 0,
			lookup: 0,
			newRow: isPng ? (secondsPerImage.assemble * columns) / ASSEMBLED_TILES : (pixels / rows) * SECONDS_PER_PIXEL,
			keptRow: 0,
		},
	};
	const { seconds } = predictSeconds({
		tokens,
		bands: Array.from({ length: cores }, () => band),
		finishSeconds: 0,
		sinkSeconds: tokens * (files * secondsPerFile[sink] + imageBytes * secondsPerByte[sink]),
		cores,
	});
	return { bytes: tokens * imageBytes, seconds, rough: true };
}

/** From the sizes of the PNG files that a token is drawn of, on the mean; undefined where some are of another kind. */
function bytesOfTraits({ layers, assets }: Design, pixels: number): number | undefined {
	let bytes = 0;
	for (const { traits, none } of layers) {
		let layerBytes = 0;
		let weights = 0;
		for (const { weight, parts } of traits) {
			weights += weight;
			for (const { asset } of parts) {
				const file = assets[asset];
				if (file?.type !== 'image/png' || file.width === undefined || file.height === undefined) return undefined;
				layerBytes += weight * file.bytes * (pixels / (file.width * file.height)) ** BYTES_GROWTH;
			}
		}
		if (weights > 0) bytes += (layerBytes / weights) * (1 - (none?.share ?? 0));
	}
	return bytes === 0 ? undefined : bytes * SEEN_SHARE;
}

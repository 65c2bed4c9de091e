/** A band's thread: gives the band its compositors and decoders. */
import type { AssetHash } from '../../engine/design/design.ts';
import { TesseraError, toProblem, unreachable } from '../../engine/errors.ts';
import { solidRaster } from '../../engine/raster/solid.ts';
import { placeRaster } from '../../engine/raster/place.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import { Band } from '../../engine/run/band.ts';
import type { BandHost } from '../../engine/run/band.ts';
import type { FromBand, ToBand } from '../../engine/run/band-protocol.ts';
import type { MadeCompositor } from '../../engine/run/backend-trial.ts';
import { resources } from '../../engine/run/resource-counters.ts';
import { SerialQueue } from '../../engine/run/serial-queue.ts';
import { openStore } from '../../engine/store/store.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import { createCanvas2dCompositor } from '../canvas2d/canvas2d-compositor.ts';
import { decodeImage } from '../raster/decode-image.ts';
import { drawingPixels } from '../raster/drawing-pixels.ts';
import { createReferenceCompositor } from '../reference/reference-compositor.ts';
import { createWebGpuCompositor } from '../webgpu/webgpu-compositor.ts';

declare const self: DedicatedWorkerGlobalScope;

const send = (message: FromBand, transfer: Transferable[] = []) => self.postMessage(message, transfer);
const fail = (error: unknown) => send({ type: 'failed', problem: toProblem(error) });
const queue = new SerialQueue(fail);
resources.reportTo((counts) => send({ type: 'resources', counts }));

const svgCalls = new Map<number, { resolve(drawing: ImageBitmap): void; reject(error: unknown): void }>();
let nextSvgCall = 1;

function drawSvg(svg: Blob, name: string, width: number, height: number): Promise<ImageBitmap> {
	const call = nextSvgCall++;
	send({ type: 'draw-svg', call, svg, name, width, height });
	return new Promise((resolve, reject) => svgCalls.set(call, { resolve, reject }));
}

/** Drawn once per asset and size, then taken from the store: another browser version may draw other pixels. */
async function keptDrawing(asset: AssetHash, svg: Blob, name: string, width: number, height: number): Promise<Raster> {
	// Without a store, or with a full one, it is drawn again each time.
	const rasters = await openStore().then(
		(store) => store.rasters,
		() => undefined,
	);
	const kept = await rasters?.get(asset, width, height).catch(() => undefined);
	if (kept !== undefined) return kept;
	const drawn = drawingPixels(await drawSvg(svg, name, width, height), name);
	await rasters?.put(asset, drawn).catch(() => undefined);
	return drawn;
}

async function createCompositor(backend: Backend): Promise<MadeCompositor> {
	switch (backend) {
		case 'webgpu': {
			// A software adapter too: it is used only when asked for or when the trial finds it fastest.
			const compositor = await createWebGpuCompositor({ allowSoftware: true });
			return { compositor, software: compositor.softwareAdapter };
		}
		case 'canvas2d':
			return { compositor: createCanvas2dCompositor(), software: false };
		case 'reference':
			return { compositor: createReferenceCompositor(), software: false };
		default:
			return unreachable(backend);
	}
}

const host: BandHost = {
	send,
	createCompositor,
	async raster({ from, name, blob }, { grid, fit, resampling }) {
		const { width, height } = grid;
		if (from.kind === 'solid') return solidRaster(from.color, width, height);
		if (blob === undefined) throw new Error(`no file for ${name}`);
		const rasteriseSvg = (svg: Blob, file: string, w: number, h: number) => keptDrawing(from.asset, svg, file, w, h);
		const raster = await decodeImage(blob, name, { width, height, fit, rasteriseSvg });
		return placeRaster(raster, { width, height, fit, resampling, x: from.x, y: from.y });
	},
};

let band: Band | undefined;

function ready(): Band {
	if (band === undefined) throw new Error('a band worker got work before its setup');
	return band;
}

self.onmessage = ({ data }: MessageEvent<ToBand>) => {
	switch (data.type) {
		case 'init':
			band = new Band(data.setup, host);
			return;
		case 'decode':
			// Not queued: several may wait for the page to draw an SVG. It reports its own errors.
			ready().decode(data).catch(fail);
			return;
		case 'svg-drawn':
			svgCalls.get(data.call)?.resolve(data.drawing);
			svgCalls.delete(data.call);
			return;
		case 'svg-failed':
			svgCalls.get(data.call)?.reject(new TesseraError(data.problem));
			svgCalls.delete(data.call);
			return;
		case 'trial':
			return queue.add(() => ready().trial(data.lists, data.candidates));
		case 'use-backend':
			return queue.add(() => ready().useBackend(data.backend));
		case 'measure':
			return queue.add(() => ready().measure(data));
		case 'produce':
			return queue.add(() => ready().produce(data.product));
		case 'count':
			return queue.add(() => ready().count(data));
		case 'rehearse':
			return queue.add(() => ready().rehearse(data.lists));
		case 'batch':
			return queue.add(() => ready().batch(data.batch, data.lists));
		default:
			return unreachable(data);
	}
};

/** A band's thread: gives the band its compositors and decoders. */
import { TesseraError, toProblem, unreachable } from '../../engine/errors.ts';
import { placeStream } from '../../engine/raster/place.ts';
import { solidStream } from '../../engine/raster/solid.ts';
import { Band } from '../../engine/run/band.ts';
import type { BandHost } from '../../engine/run/band.ts';
import type { FromBand, SvgPart, ToBand } from '../../engine/run/band-protocol.ts';
import type { MadeCompositor } from '../../engine/run/backend-trial.ts';
import { resources } from '../../engine/run/resource-counters.ts';
import { SerialQueue } from '../../engine/run/serial-queue.ts';
import { keptDrawing } from '../../engine/store/kept-drawing.ts';
import { openStore } from '../../engine/store/store.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import { createCanvas2dCompositor } from '../canvas2d/canvas2d-compositor.ts';
import { openImage } from '../raster/decode-image.ts';
import { drawnStream } from '../raster/drawing-strips.ts';
import { createReferenceCompositor } from '../reference/reference-compositor.ts';
import { createWebGpuCompositor } from '../webgpu/webgpu-compositor.ts';
import { openPageFile } from './open-page-file.ts';

declare const self: DedicatedWorkerGlobalScope;

const send = (message: FromBand, transfer: Transferable[] = []) => self.postMessage(message, transfer);
const fail = (error: unknown) => send({ type: 'failed', problem: toProblem(error) });
const queue = new SerialQueue(fail);
resources.reportTo((counts) => send({ type: 'resources', counts }));

const svgCalls = new Map<number, { resolve(drawing: ImageBitmap): void; reject(error: unknown): void }>();
let nextSvgCall = 1;

function drawSvg(drawing: SvgPart): Promise<ImageBitmap> {
	const call = nextSvgCall++;
	send({ type: 'draw-svg', call, drawing });
	return new Promise((resolve, reject) => svgCalls.set(call, { resolve, reject }));
}

async function createCompositor(backend: Backend, tile: TileShape): Promise<MadeCompositor> {
	switch (backend) {
		case 'webgpu': {
			// A software adapter too: it is used only when asked for or when the trial finds it fastest.
			const compositor = await createWebGpuCompositor(tile, { allowSoftware: true });
			return { compositor, software: compositor.softwareAdapter };
		}
		case 'canvas2d':
			return { compositor: createCanvas2dCompositor(tile), software: false };
		case 'reference':
			return { compositor: createReferenceCompositor(), software: false };
		default:
			return unreachable(backend);
	}
}

const host: BandHost = {
	send,
	createCompositor,
	openPages: openPageFile,
	async open({ from, name, blob }, { grid, fit, resampling }) {
		const { width, height } = grid;
		if (from.kind === 'solid') return solidStream(from.color, width, height);
		if (blob === undefined) throw new Error(`no file for ${name}`);
		// Without a store, or with a full one, an SVG is drawn again each time.
		const store = await openStore().catch(() => undefined);
		const image = await openImage(blob, name, {
			width,
			height,
			fit,
			drawSvg: (svg, file, w, h) =>
				keptDrawing(store?.rasters, from.asset, w, h, () =>
					drawnStream(w, h, (top, rows) => drawSvg({ svg, name: file, width: w, height: h, top, rows })),
				),
		});
		return placeStream(image, { width, height, fit, resampling, x: from.x, y: from.y });
	},
};

let band: Band | undefined;

function ready(): Band {
	if (band === undefined) throw new Error('a band worker got work before its setup');
	return band;
}

async function rest(): Promise<void> {
	await ready().rest();
	band = undefined;
	send({ type: 'rested' });
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
		case 'rest':
			return queue.add(rest);
		default:
			return unreachable(data);
	}
};

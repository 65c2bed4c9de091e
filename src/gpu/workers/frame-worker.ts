/** Puts the bands' pixels of a token together and lets the browser encode them as WebP, JPEG or AVIF. */
import { TesseraError, toProblem } from '../../engine/errors.ts';
import type { BandOutput } from '../../engine/run/band-protocol.ts';
import type { FrameSetup, FromFrame, ToFrame } from '../../engine/run/frame-protocol.ts';
import { PartCollector } from '../../engine/run/part-collector.ts';
import { SerialQueue } from '../../engine/run/serial-queue.ts';
import type { FrameOutput } from '../../engine/run/sink-protocol.ts';
import { tileRowHeight } from '../../engine/tiles/tile-shape.ts';

declare const self: DedicatedWorkerGlobalScope;

const fail = (error: unknown) => self.postMessage({ type: 'failed', problem: toProblem(error) } satisfies FromFrame);
const queue = new SerialQueue(fail);

self.onmessage = ({ data }: MessageEvent<ToFrame>) => start(data.setup);

function start(setup: FrameSetup): void {
	const { grid, bands, output } = setup;
	const { width, height } = grid;
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
	if (context === null) throw new Error('no 2D context for this size');
	const collector = new PartCollector<Uint8Array<ArrayBuffer>[]>(bands.length);
	const announced = new Set<number>();
	for (const port of bands) {
		port.onmessage = ({ data }: MessageEvent<BandOutput>) => {
			if (data.kind !== 'pixels') return;
			const { batch } = data;
			collector.add(batch, data.band, data.pieces);
			if (announced.has(batch)) return;
			announced.add(batch);
			queue.add(async () => {
				const parts = await collector.take(batch);
				announced.delete(batch);
				const started = performance.now();
				const files: Uint8Array<ArrayBuffer>[] = [];
				for (let token = 0; token < parts[0].length; token++) {
					for (let row = 0; row < grid.rows; row++) {
						const { buffer } = parts[row % parts.length][token];
						const at = Math.floor(row / parts.length) * grid.tile.height * width * 4;
						const pixels = new Uint8ClampedArray(buffer, at, tileRowHeight(grid, row) * width * 4);
						context.putImageData(new ImageData(pixels, width), 0, row * grid.tile.height);
					}
					files.push(await encode(canvas, setup));
				}
				const seconds = (performance.now() - started) / 1000;
				const message: FrameOutput = { batch, files, seconds };
				output.postMessage(
					message,
					files.map((file) => file.buffer),
				);
			});
		};
	}
}

async function encode(canvas: OffscreenCanvas, { format, quality }: FrameSetup): Promise<Uint8Array<ArrayBuffer>> {
	const type = `image/${format}`;
	const blob = await canvas.convertToBlob({ type, quality });
	// A browser that cannot encode a type silently writes PNG instead (HTML standard, canvas serialisation).
	if (blob.type !== type) {
		throw new TesseraError({
			code: 'format-unsupported',
			message: `This browser cannot write ${format.toUpperCase()} files.`,
			hint: 'Choose PNG or another format.',
			place: { field: 'output.format' },
		});
	}
	return new Uint8Array(await blob.arrayBuffer());
}

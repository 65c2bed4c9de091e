/** Measures the browser's own path: layers drawn with `drawImage`, images encoded with `convertToBlob`. */
import type { Plan } from '../../engine/combine/plan.ts';
import { DrawList } from '../../engine/design/draw-list.ts';
import type { DrawSource } from '../../engine/design/draw-list.ts';
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { OPERATORS } from '../../engine/design/operators.ts';
import { solidStream } from '../../engine/raster/solid.ts';
import { collectRaster } from '../../engine/raster/strips.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import type { FromNativePath, NativeStack, ToNativePath } from '../../gpu/bench/native-path-protocol.ts';
import { storedSvg } from '../raster/stored-svg.ts';

export interface NativePath {
	/** Draws and encodes every stack once on all workers. @returns images per second and average bytes. */
	measure(): Promise<{ imagesPerSecond: number; bytesPerImage: number }>;
	dispose(): void;
}

/** @param tokens drawn per measurement; the rate does not depend on it, the number of bitmaps does. */
export async function createNativePath(
	design: Design,
	plan: Plan,
	tokens: number,
	workers: number,
	asset: (hash: AssetHash) => Promise<Blob | undefined>,
): Promise<NativePath> {
	const { width, height } = design.output;
	const drawList = new DrawList(design);
	const stacks = withinMemory(stacksOf(drawList, plan, Math.min(tokens, plan.count)), width * height * 4);
	const used = new Set(stacks.flatMap((stack) => stack.map(({ bitmap }) => bitmap)));
	const pool = Array.from(
		{ length: workers },
		() =>
			new Worker(new URL('../../gpu/bench/native-path-worker.ts', import.meta.url), {
				type: 'module',
				name: 'native path',
			}),
	);
	const bitmaps: (ImageBitmap | null)[] = [];
	for (const [i, source] of drawList.sources.entries()) {
		bitmaps.push(used.has(i) ? await bitmapOf(source, width, height, asset) : null);
	}
	await Promise.all(pool.map((worker) => ask(worker, { type: 'init', width, height, bitmaps }, 'ready')));
	for (const bitmap of bitmaps) bitmap?.close();
	const shares = pool.map((_, w) => stacks.filter((_stack, i) => i % pool.length === w));
	return {
		async measure() {
			const started = performance.now();
			const parts = await Promise.all(pool.map((worker, w) => ask(worker, { type: 'run', stacks: shares[w] }, 'done')));
			const seconds = (performance.now() - started) / 1000;
			const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
			return { imagesPerSecond: stacks.length / seconds, bytesPerImage: bytes / stacks.length };
		},
		dispose() {
			for (const worker of pool) worker.terminate();
		},
	};
}

/** What the bitmaps may take together; at 2048² those of 96 tokens of the sample would take more than a browser has. */
const MOST_BITMAP_BYTES = 1e9;

/** As many stacks, the first of them again and again where the bitmaps of all would take too much memory. */
function withinMemory(stacks: readonly NativeStack[], bitmapBytes: number): NativeStack[] {
	const used = new Set<number>();
	let fitting = 0;
	for (const stack of stacks) {
		for (const { bitmap } of stack) used.add(bitmap);
		if (fitting > 0 && used.size * bitmapBytes > MOST_BITMAP_BYTES) break;
		fitting++;
	}
	return stacks.map((_, i) => stacks[i % fitting]);
}

function stacksOf(drawList: DrawList, plan: Plan, tokens: number): NativeStack[] {
	const ops = new Int32Array(drawList.maxOps * 2);
	return Array.from({ length: tokens }, (_, i) => {
		const count = drawList.opsFor(plan, Math.floor((i * plan.count) / tokens), ops);
		return Array.from({ length: count }, (_op, k) => {
			const paint = ops[2 * k + 1];
			return { bitmap: ops[2 * k], operator: OPERATORS[paint & 0xff], alpha: (paint >>> 8) / 0xffff };
		});
	});
}

async function bitmapOf(
	source: DrawSource,
	width: number,
	height: number,
	asset: (hash: AssetHash) => Promise<Blob | undefined>,
): Promise<ImageBitmap> {
	if (source.kind === 'solid') return fromRaster(await collectRaster(solidStream(source.color, width, height)));
	const blob = await asset(source.asset);
	if (blob === undefined) throw new Error(`asset ${source.asset} is missing`);
	if (blob.type === 'image/svg+xml') {
		return fromRaster(await storedSvg(source.asset, blob, source.asset, width, height));
	}
	return createImageBitmap(blob, { colorSpaceConversion: 'none', resizeWidth: width, resizeHeight: height });
}

function fromRaster({ data, width, height }: Raster): Promise<ImageBitmap> {
	const image = new ImageData(new Uint8ClampedArray(data.buffer), width, height);
	return createImageBitmap(image, { colorSpaceConversion: 'none' });
}

/** Sends a message and resolves with the answer of the given type. */
function ask<T extends FromNativePath['type']>(
	worker: Worker,
	message: ToNativePath,
	answer: T,
): Promise<Extract<FromNativePath, { type: T }>> {
	return new Promise((resolve, reject) => {
		worker.onmessage = ({ data }: MessageEvent<FromNativePath>) => {
			if (isAnswer(data, answer)) resolve(data);
		};
		worker.onerror = (event) => reject(new Error(event.message));
		worker.postMessage(message);
	});
}

function isAnswer<T extends FromNativePath['type']>(
	message: FromNativePath,
	type: T,
): message is Extract<FromNativePath, { type: T }> {
	return message.type === type;
}

/**
 * What a good generator without tiles does, as the benchmark's yardstick: draw every layer from an `ImageBitmap` made with
 * `colorSpaceConversion: 'none'`, encode each whole image with `convertToBlob`, keep nothing.
 */
import { unreachable } from '../../engine/errors.ts';
import type { FromNativePath, ToNativePath } from './native-path-protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

let canvas: OffscreenCanvas | undefined;
let bitmaps: (ImageBitmap | null)[] = [];

const send = (message: FromNativePath) => self.postMessage(message);

async function run({ stacks }: ToNativePath & { type: 'run' }): Promise<void> {
	const context = canvas?.getContext('2d');
	if (canvas === undefined || !context) throw new Error('the native path was not set up');
	let bytes = 0;
	for (const stack of stacks) {
		context.clearRect(0, 0, canvas.width, canvas.height);
		for (const { bitmap, operator, alpha } of stack) {
			const image = bitmaps[bitmap];
			if (image === null) throw new Error('a bitmap is missing');
			context.globalCompositeOperation = operator;
			context.globalAlpha = alpha;
			context.drawImage(image, 0, 0);
		}
		context.globalCompositeOperation = 'source-over';
		context.globalAlpha = 1;
		const blob = await canvas.convertToBlob({ type: 'image/png' });
		bytes += (await blob.arrayBuffer()).byteLength;
	}
	send({ type: 'done', images: stacks.length, bytes });
}

self.onmessage = ({ data }: MessageEvent<ToNativePath>) => {
	switch (data.type) {
		case 'init':
			canvas = new OffscreenCanvas(data.width, data.height);
			({ bitmaps } = data);
			send({ type: 'ready' });
			return;
		case 'run':
			void run(data);
			return;
		default:
			unreachable(data);
	}
};

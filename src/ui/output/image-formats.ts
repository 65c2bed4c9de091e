/** Which formats this browser can write. PNG is our own; the others are the browser's encoders. */
import type { ImageFormat } from '../../engine/design/design.ts';

export const FORMAT_NAMES: Record<ImageFormat, string> = { png: 'PNG', webp: 'WebP', jpeg: 'JPEG', avif: 'AVIF' };

/** A browser that has no encoder for a type silently gives PNG instead: so one pixel is encoded and looked at. */
async function canWrite(format: ImageFormat): Promise<boolean> {
	const canvas = new OffscreenCanvas(1, 1);
	canvas.getContext('2d');
	const type = `image/${format}`;
	return (await canvas.convertToBlob({ type })).type === type;
}

export async function writableFormats(): Promise<ImageFormat[]> {
	const others = ['webp', 'jpeg', 'avif'] as const;
	const answers = await Promise.all(others.map(canWrite));
	return ['png', ...others.filter((_, index) => answers[index])];
}

/** The finished images of a batch, made of what the other workers send. */
import type { OutputSettings } from '../design/design.ts';
import { tablesFromData } from '../png/code-tables.ts';
import { assemblePng } from '../png/png-file.ts';
import { bandsOfImages } from '../png/band-assembler.ts';
import type { FileRoom } from '../output/file-room.ts';
import type { OutputFile } from '../output/sink.ts';
import type { BandOutput, UsedMemory } from './band-protocol.ts';
import { PartCollector } from './part-collector.ts';
import type { FrameOutput, PartSetup } from './sink-protocol.ts';
import type { StageClock } from './stage-clock.ts';

/** A finished image file, and its CRC-32 where it came for nothing. */
export type ImageFile = Pick<OutputFile, 'bytes' | 'crc'>;

export interface ImageSource {
	/** Yields the image files of batches, which must be asked for in the order in which they come. */
	images(batch: number): AsyncIterable<ImageFile>;
	/** Of the parts that wait for the others. */
	memoryBytes(): number;
	/** Ends every wait with `reason` and takes nothing more. */
	close(reason: unknown): void;
}

/** @param room where images are put together; its buffers are to be given back when the files are written */
export function imageSource(parts: PartSetup, output: OutputSettings, room: FileRoom, clock: StageClock): ImageSource {
	return parts.kind === 'png' ? pngSource(parts, output, room, clock) : frameSource(parts, clock);
}

function pngSource(
	parts: PartSetup & { kind: 'png' },
	{ width, height }: OutputSettings,
	room: FileRoom,
	clock: StageClock,
): ImageSource {
	const { format } = parts;
	const tables = tablesFromData(parts.tables);
	const memory = (bytes: number) => room.take(bytes);
	const collector = new PartCollector<BandOutput & { kind: 'png' }>(
		parts.bands.length,
		({ content }) => content.words.buffer.byteLength,
	);
	for (const port of parts.bands) {
		port.onmessage = ({ data }: MessageEvent<BandOutput>) => {
			if (data.kind === 'png') collector.add(data.batch, data.band, data);
		};
	}
	return {
		async *images(batch) {
			const bands = await collector.take(batch);
			const parted = bands.map(({ content, images }) => bandsOfImages(content, images));
			for (let image = 0; image < bands[0].images; image++) {
				yield clock.time('checksum', () =>
					assemblePng(
						{ width, height, format, tables, memory },
						parted.map((band) => band[image]),
					),
				);
			}
			for (const { band, content } of bands) {
				const memory = content.words.buffer;
				parts.bands[band].postMessage({ memory } satisfies UsedMemory, [memory]);
			}
		},
		memoryBytes: () => collector.memoryBytes,
		close: (reason) => close(collector, parts.bands, reason),
	};
}

function frameSource(parts: PartSetup & { kind: 'files' }, clock: StageClock): ImageSource {
	const collector = new PartCollector<FrameOutput>(1, ({ files }) =>
		files.reduce((sum, { byteLength }) => sum + byteLength, 0),
	);
	for (const port of parts.frames) {
		port.onmessage = ({ data }: MessageEvent<FrameOutput>) => {
			clock.add('encode', data.seconds * 1000);
			collector.add(data.batch, 0, data);
		};
	}
	return {
		async *images(batch) {
			const [{ files }] = await collector.take(batch);
			for (const bytes of files) yield { bytes };
		},
		memoryBytes: () => collector.memoryBytes,
		close: (reason) => close(collector, parts.frames, reason),
	};
}

function close<T>(collector: PartCollector<T>, ports: readonly MessagePort[], reason: unknown): void {
	for (const port of ports) {
		port.onmessage = null;
		port.close();
	}
	collector.cancel(reason);
}

/** The finished images of a batch, made of what the other workers send. */
import { tablesFromData } from '../png/code-tables.ts';
import { assemblePng } from '../png/png-file.ts';
import type { BandOutput } from './band-protocol.ts';
import { PartCollector } from './part-collector.ts';
import type { FileSetup, FrameOutput } from './sink-protocol.ts';
import type { StageClock } from './stage-clock.ts';

export interface ImageFile {
	bytes: Uint8Array<ArrayBuffer>;
	crc32?: number;
}

/** Yields the images of batches, which must be asked for in the order in which they come. */
export type ImageSource = (batch: number) => AsyncIterable<ImageFile>;

export function imageSource(setup: FileSetup, clock: StageClock): ImageSource {
	return setup.parts.kind === 'png' ? pngSource(setup, setup.parts, clock) : frameSource(setup.parts, clock);
}

function pngSource({ design }: FileSetup, parts: FileSetup['parts'] & { kind: 'png' }, clock: StageClock): ImageSource {
	const { width, height } = design.output;
	const { format } = parts;
	const tables = tablesFromData(parts.tables);
	const collector = new PartCollector<BandOutput & { kind: 'png' }>(parts.bands.length);
	for (const port of parts.bands) {
		port.onmessage = ({ data }: MessageEvent<BandOutput>) => {
			if (data.kind === 'png') collector.add(data.batch, data.band, data);
		};
	}
	return async function* images(batch) {
		const bands = await collector.take(batch);
		for (let token = 0; token < bands[0].pieces.length; token++) {
			yield clock.time('checksum', () =>
				assemblePng(
					{ width, height, format, tables },
					bands.map((band) => band.pieces[token]),
				),
			);
		}
	};
}

function frameSource(parts: FileSetup['parts'] & { kind: 'files' }, clock: StageClock): ImageSource {
	const collector = new PartCollector<FrameOutput>(1);
	for (const port of parts.frames) {
		port.onmessage = ({ data }: MessageEvent<FrameOutput>) => {
			clock.add('encode', data.seconds * 1000);
			collector.add(data.batch, 0, data);
		};
	}
	return async function* images(batch) {
		const [{ files }] = await collector.take(batch);
		for (const bytes of files) yield { bytes };
	};
}

/** The request of a run that goes on from its record. */
import { TesseraError } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { RunRecord, StoredTarget } from '../store/run-record.ts';
import type { RunRequest } from './run.ts';

/**
 * @param file of the next ZIP volume; needed where a volume is complete already
 * @throws TesseraError `not-resumable`, `volume-needed`
 */
export function resumeRequest(record: RunRecord, file: FileSystemFileHandle | undefined): RunRequest {
	const { id, design, plan, range, settings } = record;
	return {
		backend: 'auto',
		tokenMetadata: true,
		...settings,
		id,
		design,
		range,
		sink: resumeTarget(record, file),
		...(plan === undefined ? {} : { plan }),
	};
}

/** Where a run goes on. Throws as `resumeRequest`. */
export function resumeTarget(
	{ state, target, volumes = 0 }: Pick<RunRecord, 'state' | 'target' | 'volumes'>,
	file: FileSystemFileHandle | undefined,
): SinkTarget {
	if (state === 'finished') {
		throw new TesseraError({
			code: 'not-resumable',
			message: 'This run is finished: nothing is left to write.',
			hint: 'Repeat it into another folder, if its files are gone.',
		});
	}
	return targetOf(target, volumes, file);
}

function targetOf(target: StoredTarget, volumes: number, file: FileSystemFileHandle | undefined): SinkTarget {
	switch (target.kind) {
		case 'folder':
			return target;
		case 'zip':
			if (file !== undefined) return { kind: 'zip', file };
			if (volumes === 0) return target;
			throw new TesseraError({
				code: 'volume-needed',
				message: `Part ${volumes} of this run’s ZIP is complete and stays as it is.`,
				hint: `Choose a file for part ${volumes + 1}.`,
				place: { file: target.file.name },
			});
		case 'zip-stream':
			throw notResumable('A download ends with its page, and what it had not saved is gone');
		case 'http':
			throw notResumable('The command that took its files has ended');
		case 'memory':
			throw notResumable('It wrote no files');
	}
}

function notResumable(why: string): TesseraError {
	return new TesseraError({
		code: 'not-resumable',
		message: `${why}: this run cannot be resumed.`,
		hint: 'Repeat it with the same seed: the files will be the same.',
	});
}

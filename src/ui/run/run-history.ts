/** Runs as the list of runs shows them: what is kept, who has them open, what they need before they can go on. */
import { type Problem, type RecordKey, toProblem } from '../../engine/errors.ts';
import { resumeTarget } from '../../engine/run/resume-request.ts';
import { runLockName } from '../../engine/run/run-lock.ts';
import type { RunRequest, RunState } from '../../engine/run/run.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import type { ListedRun, RunRecord } from '../../engine/store/run-record.ts';
import { openStore } from '../../engine/store/store.ts';

export interface RunSummary {
	record: ListedRun;
	/** `interrupted`: it was going on when its page ended. */
	state: RunState | 'interrupted';
	/** Some tab, this one included, has it open at the moment. */
	isOpen: boolean;
	/** Complete images, and images of the run. */
	done: number;
	total: number;
	/** Of all its sessions; 0 if it did nothing yet. */
	imagesPerSecond: number;
	/** Why it cannot be resumed; `volume-needed`: it can, with a file for its next ZIP. */
	obstacle?: Problem;
}

/**
 * Newest first; records that cannot be read are left alone and named in `problems`.
 * @throws TesseraError when there is no storage
 */
export async function listRuns(): Promise<{ runs: RunSummary[]; problems: Problem[] }> {
	const { runs, problems } = await (await openStore()).runs.list();
	const { held = [] } = (await navigator.locks?.query()) ?? {};
	const open = new Set(held.map(({ name }) => name));
	return { runs: runs.map((record) => summaryOf(record, open.has(runLockName(record.id)))), problems };
}

function summaryOf(record: ListedRun, isOpen: boolean): RunSummary {
	const done = record.finished.reduce((sum, [first, last]) => sum + last - first + 1, 0);
	const { seconds } = record.timings;
	const isGoingOn = record.state === 'preparing' || record.state === 'running';
	const obstacle = obstacleOf(record);
	return {
		record,
		state: isGoingOn && !isOpen ? 'interrupted' : record.state,
		isOpen,
		done,
		total: record.range.last - record.range.first + 1,
		imagesPerSecond: seconds > 0 ? done / seconds : 0,
		...(obstacle === undefined ? {} : { obstacle }),
	};
}

function obstacleOf(record: ListedRun): Problem | undefined {
	try {
		resumeTarget(record, undefined);
		return undefined;
	} catch (thrown) {
		return toProblem(thrown);
	}
}

/**
 * Asks the browser for permission to write where the run writes. To be called from a click or a key press.
 * @returns whether it may be written
 */
export async function ensurePermission({ target }: Pick<RunRecord, 'target'>): Promise<boolean> {
	const handle = target.kind === 'folder' ? target.directory : target.kind === 'zip' ? target.file : undefined;
	if (handle === undefined) return true;
	if ((await handle.queryPermission({ mode: 'readwrite' })) === 'granted') return true;
	return (await handle.requestPermission({ mode: 'readwrite' })) === 'granted';
}

/** The same tokens again, into another place; the bytes will be the same. */
export function repeatRequest({ design, plan, range, settings }: RunRecord, sink: SinkTarget): RunRequest {
	return {
		backend: 'auto',
		tokenMetadata: true,
		...settings,
		id: crypto.randomUUID(),
		design,
		range,
		sink,
		...(plan === undefined ? {} : { plan }),
	};
}

/** `Cats.zip` → `Cats (part 2).zip`: the name to suggest for the next volume. */
export function nextVolumeName({ target, volumes = 0 }: Pick<RunRecord, 'target' | 'volumes'>): string {
	const name = target.kind === 'zip' ? target.file.name : 'Collection.zip';
	const base = name.replace(/\.zip$/iu, '').replace(/ \(part \d+\)$/u, '');
	return volumes === 0 ? `${base}.zip` : `${base} (part ${volumes + 1}).zip`;
}

/** Forgets a run; its files stay. Not for a run that is open. */
export async function forgetRun(id: RecordKey): Promise<void> {
	await (await openStore()).runs.delete(id);
}

/** What can be done with a run that is kept: go on with it, or do it again. All of it answers a click. */
import { type Problem, TesseraError } from '../../engine/errors.ts';
import type { ListedRun, RunRecord } from '../../engine/store/run-record.ts';
import { openStore } from '../../engine/store/store.ts';
import { type DestinationKind, chooseTarget, hasFilePicker, hasFolderPicker } from '../output/destination.ts';
import type { RunState } from '../run-panel/run-state.ts';
import { type RunSummary, ensurePermission, listRuns, nextVolumeName, repeatRequest } from '../run/run-history.ts';

/** Whether it can be resumed, if need be with a file for the next part of its ZIP. */
export function isResumable({ state, isOpen, obstacle }: RunSummary): boolean {
	return state !== 'finished' && !isOpen && (obstacle === undefined || obstacle.code === 'volume-needed');
}

/** @returns undefined when the user closed the picker */
async function pickNextVolume(record: ListedRun): Promise<FileSystemFileHandle | undefined> {
	const types = [{ description: 'ZIP archive', accept: { 'application/zip': ['.zip' as const] } }];
	try {
		return await window.showSaveFilePicker({ suggestedName: nextVolumeName(record), types });
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'AbortError') return undefined;
		throw thrown;
	}
}

async function allow(record: ListedRun): Promise<void> {
	if (await ensurePermission(record)) return;
	throw new TesseraError({
		code: 'permission-lost',
		message: `The browser was not allowed to write to ${record.location ?? 'the place of this run'}.`,
		hint: 'Press Resume again and allow it.',
	});
}

/**
 * @returns whether it was started
 * @throws TesseraError when it may not be written to, or storage fails
 */
export async function resumeKept(run: RunState, { record, done, obstacle }: RunSummary): Promise<boolean> {
	if (obstacle?.code === 'volume-needed') {
		const file = await pickNextVolume(record);
		if (file === undefined) return false;
		await run.goOn(await wholeRecord(record.id), done, file);
		return true;
	}
	await allow(record);
	await run.goOn(await wholeRecord(record.id), done);
	return true;
}

async function wholeRecord(id: string): Promise<RunRecord> {
	const record = await (await openStore()).runs.get(id);
	if (record === undefined) throw nothingKept();
	return record;
}

/**
 * Takes away what a paused run waits for, as far as the page can, and lets it go on.
 * @throws TesseraError when it may still not be written to
 */
export async function resumePaused(run: RunState, because: Problem): Promise<void> {
	const shown = run.shown();
	if (shown === undefined) return;
	const asks = because.code === 'volume-needed' || because.code === 'permission-lost' || because.code === 'folder-gone';
	// Without a record there are no handles to ask for; the engine then says what is still wrong.
	const record = asks ? await (await openStore()).runs.get(shown.id) : undefined;
	if (record === undefined) return run.resume();
	if (because.code !== 'volume-needed') {
		await allow(record);
		return run.resume();
	}
	const file = await pickNextVolume(record);
	if (file !== undefined) await run.goOn(record, shown.snapshot?.done ?? 0, file);
}

function destinationOf({ target }: ListedRun): DestinationKind {
	if (target.kind === 'zip' && hasFilePicker()) return 'zip';
	if (target.kind === 'zip-stream' || !hasFolderPicker()) return 'download';
	return 'folder';
}

/**
 * The same tokens, bytes and settings, into a place that the user chooses now.
 * @returns whether it was started
 */
export async function repeatKept(run: RunState, id: string): Promise<boolean> {
	const record = await wholeRecord(id);
	const sink = await chooseTarget(destinationOf(record), record.design);
	if (sink === undefined) return false;
	await run.start(repeatRequest(record, sink));
	return true;
}

/** `resumeKept` for the run that is shown, which has ended before it was complete. */
export async function resumeShown(run: RunState): Promise<void> {
	const { runs } = await listRuns();
	const kept = runs.find(({ record }) => record.id === run.current());
	if (kept === undefined || !isResumable(kept)) throw nothingKept();
	await resumeKept(run, kept);
}

/** `repeatKept` for the run that is shown. */
export async function repeatShown(run: RunState): Promise<void> {
	await repeatKept(run, run.current() ?? '');
}

function nothingKept(): TesseraError {
	const message = 'Nothing is kept of this run.';
	return new TesseraError({ code: 'run-unknown', message, hint: 'Cancel it and generate again.' });
}

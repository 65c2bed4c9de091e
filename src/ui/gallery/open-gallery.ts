/** Finds the pictures of a kept run. */
import { PLAN_ALGORITHM } from '../../engine/combine/plan.ts';
import { type Problem, TesseraError, toProblem } from '../../engine/errors.ts';
import type { RunRecord } from '../../engine/store/run-record.ts';
import { openStore } from '../../engine/store/store.ts';
import type { Planned } from '../plan/plan-state.ts';
import { planOnce } from '../plan/plan-once.ts';
import { FinishedTokens } from './finished-tokens.ts';
import { type RunPictures, drawnPictures, filePictures } from './run-pictures.ts';

export interface Gallery {
	record: RunRecord;
	tokens: FinishedTokens;
	pictures: RunPictures;
	/** What its tokens wear; made when first asked for. @throws TesseraError when it can no longer be made */
	planned: () => Promise<Planned>;
	/** Why it does not show the files themselves. */
	note?: Problem;
}

/**
 * To be called from a click or a key press: the browser may have to ask whether the folder may be read.
 * @param cacheBytes budget for decoded pictures
 * @throws TesseraError when nothing is kept of the run, or nothing can be shown of it
 */
export async function openGallery(id: string, cacheBytes: number): Promise<Gallery> {
	const record = await (await openStore()).runs.get(id);
	if (record === undefined) {
		throw new TesseraError({ code: 'run-unknown', message: 'Nothing is kept of this run any more.' });
	}
	let plan: Promise<Planned> | undefined;
	const planned = () => (plan ??= planOf(record));
	const gallery = { record, tokens: new FinishedTokens(record.finished), planned };
	const found = await imagesOf(record);
	if (found instanceof FileSystemDirectoryHandle) {
		return { ...gallery, pictures: filePictures(found, record.design.output, cacheBytes) };
	}
	await planned();
	return { ...gallery, pictures: drawnPictures(planned, cacheBytes), note: found };
}

async function planOf({ design, plan, planAlgorithm }: RunRecord): Promise<Planned> {
	if (plan !== undefined) return { plan, design };
	if (planAlgorithm !== PLAN_ALGORITHM) {
		throw new TesseraError({
			code: 'run-changed',
			message: 'This version of Tessera decides tokens differently than the one that made this run.',
		});
	}
	return { plan: await planOnce(design), design };
}

/** @returns the folder, or why there is none to look into */
async function imagesOf({ target, location }: RunRecord): Promise<FileSystemDirectoryHandle | Problem> {
	const where = location ?? 'another place';
	if (target.kind !== 'folder') return drawnAnew(`The files of this run are in ${where}`);
	try {
		const { directory, folder } = target;
		const isAllowed =
			(await directory.queryPermission({ mode: 'read' })) === 'granted' ||
			(await directory.requestPermission({ mode: 'read' })) === 'granted';
		if (!isAllowed) return drawnAnew(`The browser was not allowed to read ${where}`);
		return await (await directory.getDirectoryHandle(folder)).getDirectoryHandle('images');
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'NotFoundError') {
			return drawnAnew(`${where} was moved, renamed or deleted`);
		}
		return drawnAnew(toProblem(thrown).message.replace(/\.$/u, ''));
	}
}

function drawnAnew(why: string): Problem {
	return {
		code: 'drawn-anew',
		severity: 'info',
		message: `${why}. These pictures are drawn anew from its design, and may differ by a shade.`,
	};
}

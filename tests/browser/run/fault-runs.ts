/** Runs that something goes wrong under: small batches of one collection, and workers with a fault in them. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { driveWith, folderRequest, treeOf, undisturbed } from './drive-run.ts';
import type { Driver } from './drive-run.ts';
import type { Fault, NoFault } from './faulty-worker.ts';
import { UNHANDLED } from './unhandled.ts';

export const COUNT = 60;

/** Small batches, so that there is a middle for something to happen in. */
export const SMALL: Partial<RunRequest> = { memoryBudget: 4e6, workers: 1 };

/** For a whole test file: time enough, and no rejection that nobody handles, neither here nor in a worker. */
export function watchForFaults(): void {
	vi.setConfig({ testTimeout: 120_000 });
	let unhandled: string[] = [];
	const note = (event: PromiseRejectionEvent): void => void unhandled.push(String(event.reason));
	const channel = new BroadcastChannel(UNHANDLED);
	channel.addEventListener('message', ({ data }) => void unhandled.push(data));
	beforeEach(() => {
		unhandled = [];
		window.addEventListener('unhandledrejection', note);
	});
	afterEach(() => {
		window.removeEventListener('unhandledrejection', note);
		expect(unhandled).toEqual([]);
	});
}

function faultyWorker(fault: Fault | NoFault): Worker {
	return new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: JSON.stringify(fault) });
}

/** The first workers of a kind have the fault, those that are started after them have not. */
export function withFault(fault: Fault, times = 1): Driver {
	let left = times;
	const start = (worker: Fault['worker']) =>
		faultyWorker(worker === fault.worker && left-- > 0 ? fault : { worker, fault: 'none' });
	return driveWith({ band: () => start('band'), sink: () => start('sink'), frame: () => start('frame') });
}

/** Workers as they are, for faults that come from elsewhere. */
export function withoutFault(): Driver {
	const start = (worker: Fault['worker']) => faultyWorker({ worker, fault: 'none' });
	return driveWith({ band: () => start('band'), sink: () => start('sink'), frame: () => start('frame') });
}

export async function request(more: Partial<RunRequest> = {}): Promise<RunRequest & { sink: { kind: 'folder' } }> {
	const { design, assets } = await paintedCollection(96, 64, COUNT);
	return folderRequest(design, assets, { ...SMALL, ...more });
}

let whole: Promise<Map<string, string>> | undefined;

/** What a run that nothing disturbs writes: all these are of the same collection. */
export function wholeTree(run: RunRequest): Promise<Map<string, string>> {
	return (whole ??= undisturbed(run));
}

export async function expectWhole(run: RunRequest): Promise<void> {
	expect(await treeOf(run)).toEqual(await wholeTree(run));
}

export const codes = (snapshot: { problems: { code: string }[] }): string[] =>
	snapshot.problems.map(({ code }) => code).filter((code) => code !== 'memory-tight');

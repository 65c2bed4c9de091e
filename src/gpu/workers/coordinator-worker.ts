/** The coordinator's thread: owns all runs and the workers that they start. */
import { RunCoordinator } from '../../engine/run/run-coordinator.ts';
import type { FromCoordinator, ToCoordinator } from '../../engine/run/coordinator-protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

const coordinator = new RunCoordinator({
	// Chrome and Edge only, and not yet in TypeScript's library.
	machine: {
		cores: navigator.hardwareConcurrency,
		memoryGB: 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : undefined,
	},
	workers: {
		band: () => new Worker(new URL('./band-worker.ts', import.meta.url), { type: 'module', name: 'band' }),
		frame: () => new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module', name: 'frame' }),
		sink: () => new Worker(new URL('./sink-worker.ts', import.meta.url), { type: 'module', name: 'sink' }),
	},
	send: (message: FromCoordinator, transfer: Transferable[] = []) => self.postMessage(message, transfer),
});

self.onmessage = (event: MessageEvent<ToCoordinator>) => coordinator.receive(event.data);

// A bug must end the runs with its reason, which the page hears as an error of this worker, not leave them waiting.
self.addEventListener('unhandledrejection', (event) => {
	event.preventDefault();
	reportError(event.reason);
});

/** A worker of the engine with a fault in it; the thread's name says which. The engine's own code knows nothing of it. */
import { breakBand } from './faulty-band.ts';
import type { BandFault } from './faulty-band.ts';
import { breakFiles } from './faulty-files.ts';
import type { FileFault } from './faulty-files.ts';
import { breakFrames } from './faulty-frames.ts';
import type { FrameFault } from './faulty-frames.ts';
import { UNHANDLED } from './unhandled.ts';

export type Fault =
	| ({ worker: 'band' } & BandFault)
	| ({ worker: 'sink' } & FileFault)
	| ({ worker: 'frame' } & FrameFault);

/** A worker of the engine as it is. */
export interface NoFault {
	worker: Fault['worker'];
	fault: 'none';
}

const isNone = (given: Fault | NoFault): given is NoFault => given.fault === 'none';
const fault: Fault | NoFault = JSON.parse(self.name);
if (!isNone(fault)) {
	if (fault.worker === 'band') breakBand(fault);
	else if (fault.worker === 'sink') breakFiles(fault);
	else breakFrames(fault);
}

// With a fault or without: what nobody handles here is heard of nowhere else.
const unhandled = new BroadcastChannel(UNHANDLED);
globalThis.addEventListener('unhandledrejection', ({ reason }) => unhandled.postMessage(`${fault.worker}: ${reason}`));

// What comes while the worker's own code is loaded is kept for it.
const early: MessageEvent[] = [];
globalThis.onmessage = (event) => void early.push(event);
// From a page's file: the worker's own type has no place in this folder.
const load = import.meta.glob<void>('../../../src/gpu/workers/{band,frame,sink}-worker.ts');
await load[`../../../src/gpu/workers/${fault.worker}-worker.ts`]?.();
const { onmessage } = globalThis;
for (const event of early) onmessage?.call(globalThis.window, event);

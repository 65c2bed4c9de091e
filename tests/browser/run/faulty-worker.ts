/** A worker of the engine with a fault in it; the thread's name says which. The engine's own code knows nothing of it. */
import { breakBand } from './faulty-band.ts';
import type { BandFault } from './faulty-band.ts';
import { breakFiles } from './faulty-files.ts';
import type { FileFault } from './faulty-files.ts';

export type Fault = ({ worker: 'band' } & BandFault) | ({ worker: 'sink' } & FileFault);

const fault: Fault = JSON.parse(self.name);
if (fault.worker === 'band') breakBand(fault);
else breakFiles(fault);

// What comes while the worker's own code is loaded is kept for it.
const early: MessageEvent[] = [];
globalThis.onmessage = (event) => void early.push(event);
// From a page's file: the worker's own type has no place in this folder.
const load = import.meta.glob<void>('../../../src/gpu/workers/{band,sink}-worker.ts');
await load[`../../../src/gpu/workers/${fault.worker}-worker.ts`]?.();
const { onmessage } = globalThis;
for (const event of early) onmessage?.call(globalThis.window, event);

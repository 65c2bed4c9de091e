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
await import(/* @vite-ignore */ new URL(`../../../src/gpu/workers/${fault.worker}-worker.ts`, import.meta.url).href);
const { onmessage } = globalThis;
for (const event of early) onmessage?.call(globalThis.window, event);

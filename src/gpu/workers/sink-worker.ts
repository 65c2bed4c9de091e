/** The thread that finishes files and writes them. */
import { toProblem } from '../../engine/errors.ts';
import { FileWriter } from '../../engine/run/file-writer.ts';
import type { FromSink, ToSink } from '../../engine/run/sink-protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

const writer = new FileWriter((message: FromSink) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ToSink>) => writer.receive(data);

// A bug must end the run with its reason, not leave it waiting.
self.addEventListener('unhandledrejection', (event) => {
	event.preventDefault();
	self.postMessage({ type: 'failed', problem: toProblem(event.reason) } satisfies FromSink);
});

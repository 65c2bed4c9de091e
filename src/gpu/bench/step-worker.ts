/** The thread of the suite's single steps: compositing on each backend, transfer, encoding, assembly. */
import { toProblem, unreachable } from '../../engine/errors.ts';
import { adapterFacts } from './adapter-facts.ts';
import { measureStep, type BenchStep } from './bench-step.ts';
import { compositeSteps } from './composite-steps.ts';
import { encodeSteps } from './encode-steps.ts';
import { gpuSteps } from './gpu-steps.ts';
import type { FromSteps, PreparedSteps, ToSteps } from './step-protocol.ts';
import { Workload, type TokenOps } from './workload.ts';

declare const self: DedicatedWorkerGlobalScope;

const send = (message: FromSteps) => self.postMessage(message);
const steps = new Map<string, BenchStep>();
let work: Workload | undefined;

async function prepare(tokens: TokenOps, withGpu: boolean): Promise<PreparedSteps> {
	if (work === undefined) throw new Error('the steps have no pictures');
	work.addTokens(tokens);
	const found = [await compositeSteps(work, withGpu)];
	if (withGpu) found.push(await gpuSteps(work, (reason) => send({ type: 'device-lost', reason })));
	for (const step of [...found.flatMap((some) => some.steps), ...(await encodeSteps(work))]) steps.set(step.id, step);
	const facts = withGpu ? await adapterFacts() : undefined;
	return {
		steps: [...steps.values()].map(({ id, timing, note }) => ({ id, timing, ...(note && { note }) })),
		missing: found.flatMap(({ missing }) => missing),
		...(facts && { gpu: facts }),
	};
}

async function measure({ id, seconds }: ToSteps & { type: 'measure' }): Promise<number> {
	const step = steps.get(id);
	if (step === undefined) throw new Error(`there is no step ${id}`);
	return measureStep(step, seconds);
}

self.onmessage = ({ data }: MessageEvent<ToSteps>) => {
	const fail = (error: unknown) => {
		if (data.type !== 'source') send({ type: 'failed', call: data.call, problem: toProblem(error) });
	};
	switch (data.type) {
		case 'source':
			work ??= new Workload(data.side);
			work.addSource(data.source, data.raster);
			return;
		case 'prepare':
			prepare(data.tokens, data.gpu).then((prepared) => send({ type: 'prepared', call: data.call, prepared }), fail);
			return;
		case 'measure':
			measure(data).then((rate) => send({ type: 'measured', call: data.call, rate }), fail);
			return;
		default:
			unreachable(data);
	}
};

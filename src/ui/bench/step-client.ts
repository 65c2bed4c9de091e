/** The page's side of the suite's worker for single steps. */
import { TesseraError, unreachable } from '../../engine/errors.ts';
import type { Raster } from '../../engine/raster/raster.ts';
import type { FromSteps, PreparedSteps, ToSteps } from '../../gpu/bench/step-protocol.ts';
import type { TokenOps } from '../../gpu/bench/workload.ts';

export interface StepClient {
	/** Gives away a picture of `side × side` pixels. */
	addSource(side: number, source: number, raster: Raster): void;
	/** After the last picture. Measures nothing yet. `gpu`: with the steps that need one, if there is one. */
	prepare(tokens: TokenOps, gpu: boolean): Promise<PreparedSteps>;
	/** @returns units per second of a prepared step, repeated for at least so long. */
	measure(id: string, seconds: number): Promise<number>;
	dispose(): void;
}

/** @param onDeviceLost called when the GPU device of the steps goes away by itself */
export function createStepClient(onDeviceLost: (reason: string) => void): StepClient {
	const worker = new Worker(new URL('../../gpu/bench/step-worker.ts', import.meta.url), {
		type: 'module',
		name: 'steps',
	});
	const waiting = new Map<number, { resolve(message: FromSteps): void; reject(error: unknown): void }>();
	let calls = 0;
	const post = (message: ToSteps, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
	const ask = (message: (call: number) => ToSteps): Promise<FromSteps> =>
		new Promise((resolve, reject) => {
			waiting.set(++calls, { resolve, reject });
			post(message(calls));
		});
	const settle = (call: number) => {
		const asked = waiting.get(call);
		waiting.delete(call);
		return asked;
	};
	worker.onmessage = ({ data }: MessageEvent<FromSteps>) => {
		switch (data.type) {
			case 'prepared':
			case 'measured':
				return settle(data.call)?.resolve(data);
			case 'failed':
				return settle(data.call)?.reject(new TesseraError(data.problem));
			case 'device-lost':
				return onDeviceLost(data.reason);
			default:
				return unreachable(data);
		}
	};
	worker.onerror = (event) => {
		event.preventDefault();
		const error = new Error(`the worker of single steps died: ${event.message}`);
		for (const call of waiting.keys()) settle(call)?.reject(error);
	};
	return {
		addSource: (side, source, raster) => post({ type: 'source', side, source, raster }, [raster.data.buffer]),
		async prepare(tokens, gpu) {
			const answer = await ask((call) => ({ type: 'prepare', call, tokens, gpu }));
			if (answer.type !== 'prepared') throw new Error('the steps were not prepared');
			return answer.prepared;
		},
		async measure(id, seconds) {
			const answer = await ask((call) => ({ type: 'measure', call, id, seconds }));
			if (answer.type !== 'measured') throw new Error('the step was not measured');
			return answer.rate;
		},
		dispose: () => worker.terminate(),
	};
}

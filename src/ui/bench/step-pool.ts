/** The suite's single steps on every core at once, as runs use them; the GPU, of which there is one, on the first thread. */
import type { PreparedSteps } from '../../gpu/bench/step-protocol.ts';
import type { TokenOps } from '../../gpu/bench/workload.ts';
import { createStepClient, type StepClient } from './step-client.ts';

export interface StepPool extends Pick<StepClient, 'addSource' | 'dispose'> {
	/** After the last picture. Measures nothing yet. */
	prepare(tokens: TokenOps): Promise<PreparedSteps>;
	/** @returns units per second of a prepared step, of all threads together, repeated for at least so long. */
	measure(id: string, seconds: number): Promise<number>;
}

/** @param onDeviceLost called when the GPU device of the steps goes away by itself */
export function createStepPool(workers: number, onDeviceLost: (reason: string) => void): StepPool {
	const clients = Array.from({ length: workers }, () => createStepClient(onDeviceLost));
	const [first, ...others] = clients;
	let onAll: ReadonlySet<string> = new Set();
	return {
		addSource(side, source, raster) {
			for (const client of others) client.addSource(side, source, { ...raster, data: raster.data.slice() });
			first.addSource(side, source, raster);
		},
		async prepare(tokens) {
			const [prepared, ...more] = await Promise.all(clients.map((client, i) => client.prepare(tokens, i === 0)));
			onAll = new Set(more[0]?.steps.map(({ id }) => id));
			return prepared;
		},
		async measure(id, seconds) {
			const measuring = onAll.has(id) ? clients : [first];
			const rates = await Promise.all(measuring.map((client) => client.measure(id, seconds)));
			return rates.reduce((sum, rate) => sum + rate, 0);
		},
		dispose() {
			for (const client of clients) client.dispose();
		},
	};
}

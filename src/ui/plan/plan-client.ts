/** The page's side of the combination worker. */
import type { Design } from '../../engine/design/design.ts';
import type { FromCombine, ToCombine } from '../../engine/combine/combine-protocol.ts';
import { startedWorker } from '../../engine/run/resource-counters.ts';

export interface PlanClient {
	/** Asks for the plan and the analysis of a design; answers about earlier designs are not delivered any more. */
	ask(design: Design): void;
	/** Asks for tokens of a design that has no plan, so that there is something to look at. */
	askExamples(design: Design, count: number): void;
	/** Ends the worker. */
	dispose(): void;
}

/** @param onDied the worker stopped working, and why */
export function createPlanClient(
	onAnswer: (answer: FromCombine) => void,
	onDied: (reason: string) => void,
): PlanClient {
	const worker = new Worker(new URL('../../engine/combine/combine-worker.ts', import.meta.url), {
		type: 'module',
		name: 'combine',
	});
	const end = startedWorker(worker);
	const post = (message: ToCombine) => worker.postMessage(message);
	/** Of the latest question; both of its requests carry it. */
	let call = 0;
	worker.onmessage = ({ data }: MessageEvent<FromCombine>) => {
		if (data.call === call) onAnswer(data);
	};
	worker.onerror = (event) => {
		event.preventDefault();
		onDied(event.message || 'its worker could not be loaded');
	};
	return {
		ask(design) {
			call++;
			// The plan first: the preview waits for it.
			post({ type: 'plan', call, design });
			post({ type: 'analyse', call, design });
		},
		askExamples: (design, count) => post({ type: 'examples', call, design, count, shuffle: 0 }),
		dispose: end,
	};
}

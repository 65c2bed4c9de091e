/** Runs the real engine for the benchmark, and the sinks without it. */
import type { Plan } from '../../engine/combine/plan.ts';
import type { Design } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { openSink } from '../../engine/output/open-sink.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import type { RunSnapshot } from '../../engine/run/run.ts';
import type { Backend } from '../../engine/tiles/compositor.ts';
import type { RunClient } from '../run/run-client.ts';

export interface EngineRun {
	last: RunSnapshot;
	/** Seconds and tokens done, as the run went on. */
	marks: { seconds: number; done: number }[];
	preparationSeconds: number;
}

/** @throws TesseraError with the run's last problem if it does not finish. */
export function runEngine(
	client: RunClient,
	request: {
		design: Design;
		plan: Plan;
		range?: { first: number; last: number };
		sink: SinkTarget;
		backend: Backend | 'auto';
		workers: number;
		tokenMetadata: boolean;
		forecast?: false;
	},
	onTokens?: (done: number, total: number) => void,
): Promise<EngineRun> {
	const id = crypto.randomUUID();
	const marks: EngineRun['marks'] = [];
	const started = performance.now();
	let preparationSeconds = 0;
	return new Promise((resolve, reject) => {
		const unsubscribe = client.onSnapshot((snapshot) => {
			if (snapshot.id !== id) return;
			const { state, seconds, done, total, problems } = snapshot;
			onTokens?.(done, total);
			if (state === 'running' && preparationSeconds === 0) preparationSeconds = (performance.now() - started) / 1000;
			if (state === 'running' || state === 'finished') marks.push({ seconds, done });
			if (state === 'finished') {
				unsubscribe();
				resolve({ last: snapshot, marks, preparationSeconds });
			} else if (state === 'failed' || state === 'cancelled') {
				unsubscribe();
				const problem = problems.at(-1) ?? { code: 'cancelled', message: 'The run was cancelled.' };
				reject(new TesseraError(problem));
			}
		});
		client.start({ id, ...request });
	});
}

/** Seconds per image in the last tenth of a run ÷ those in its second tenth, the first being warm-up. */
export function lastToFirstTenth({ marks }: EngineRun): number {
	const total = marks.at(-1)?.done ?? 0;
	const at = (share: number) => {
		const done = share * total;
		const after = marks.findIndex((mark) => mark.done >= done);
		const a = marks[Math.max(0, after - 1)];
		const b = marks[after];
		if (a === undefined || b === undefined || b.done === a.done) return b?.seconds ?? 0;
		return a.seconds + ((b.seconds - a.seconds) * (done - a.done)) / (b.done - a.done);
	};
	return (at(1) - at(0.9)) / (at(0.2) - at(0.1));
}

/** Writes `images` files of `imageBytes` and as many of `metadataBytes`, without making them. @returns images per second. */
export async function runSink(
	target: SinkTarget,
	images: number,
	imageBytes: number,
	metadataBytes: number,
): Promise<number> {
	const image = new Uint8Array(imageBytes);
	for (let i = 0; i < imageBytes; i += 65536)
		crypto.getRandomValues(image.subarray(i, Math.min(imageBytes, i + 65536)));
	const metadata = new Uint8Array(metadataBytes).fill(32);
	const started = performance.now();
	const sink = await openSink(target);
	for (let i = 1; i <= images; i++) {
		await sink.write({ path: `images/${i}.png`, bytes: image });
		if (metadataBytes > 0) await sink.write({ path: `metadata/${i}.json`, bytes: metadata });
	}
	await sink.close();
	return (images * 1000) / (performance.now() - started);
}

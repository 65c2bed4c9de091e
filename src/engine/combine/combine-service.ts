/** Answers combination requests one at a time; of each type only the latest counts. */
import { toProblem, unreachable, type Problem } from '../errors.ts';
import { analyse } from './analyse.ts';
import type { FromCombine, ToCombine } from './combine-protocol.ts';
import { exampleTokens } from './example-tokens.ts';
import { makePlan } from './make-plan.ts';
import { ModelCache } from './model-cache.ts';

type Request = Exclude<ToCombine, { type: 'cancel' }>;

export class CombineService {
	private readonly post: (message: FromCombine, transfer: Transferable[]) => void;
	private readonly waiting = new Map<Request['type'], Request>();
	private readonly cache = new ModelCache();
	private plan: { call: number; abort: AbortController } | undefined;

	constructor(post: (message: FromCombine, transfer: Transferable[]) => void) {
		this.post = post;
	}

	receive(message: ToCombine): void {
		if (message.type === 'cancel') {
			if (this.plan?.call === message.call) this.plan.abort.abort();
			if (this.waiting.get('plan')?.call === message.call) this.supersede('plan');
			return;
		}
		this.supersede(message.type);
		if (message.type === 'plan') this.plan?.abort.abort();
		this.waiting.set(message.type, message);
		// A message loop later, so that of several edits in the queue only the last is worked on.
		setTimeout(() => {
			if (this.waiting.get(message.type) !== message) return;
			this.waiting.delete(message.type);
			void this.answer(message);
		});
	}

	private supersede(type: Request['type']): void {
		const earlier = this.waiting.get(type);
		if (earlier === undefined) return;
		this.waiting.delete(type);
		this.post({ type: 'superseded', call: earlier.call }, []);
	}

	private async answer(request: Request): Promise<void> {
		const { call } = request;
		try {
			switch (request.type) {
				case 'analyse':
					this.post({ type: 'analysis', call, analysis: analyse(request.design, this.cache) }, []);
					return;
				case 'examples': {
					const tokens = exampleTokens(request.design, request.count, request.shuffle, this.cache);
					this.post({ type: 'examples', call, tokens }, [tokens.dna.buffer, tokens.section.buffer]);
					return;
				}
				case 'plan':
					await this.answerPlan(request);
					return;
				default:
					unreachable(request);
			}
		} catch (thrown) {
			this.post({ type: 'failed', call, problem: toProblem(thrown) }, []);
		}
	}

	private async answerPlan({ call, design, deadlineMs }: Extract<Request, { type: 'plan' }>): Promise<void> {
		const abort = new AbortController();
		this.plan = { call, abort };
		const problems: Problem[] = [];
		try {
			const plan = await makePlan(design, {
				signal: abort.signal,
				onProgress: (done, total) => this.post({ type: 'progress', call, done, total }, []),
				report: (problem) => problems.push(problem),
				...(deadlineMs === undefined ? {} : { deadlineMs }),
			});
			this.post({ type: 'plan', call, plan, problems }, [plan.dna.buffer, plan.section.buffer, plan.special.buffer]);
		} catch (thrown) {
			if (!abort.signal.aborted) throw thrown;
			this.post({ type: 'superseded', call }, []);
		} finally {
			if (this.plan.call === call) this.plan = undefined;
		}
	}
}

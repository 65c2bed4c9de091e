/** The plan of the design as it stands, kept up to date while the design is edited. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Plan } from '../../engine/combine/plan.ts';
import { type Problem, toProblem } from '../../engine/errors.ts';
import type { Project } from '../project/project.ts';
import { type PlanClient, createPlanClient } from './plan-client.ts';

/** Typing a weight makes several edits; one plan is enough. */
const SETTLE_MILLISECONDS = 30;

export interface PlanState {
	/** The latest plan that could be made; stays while the next one is worked out. */
	readonly plan: Accessor<Plan | undefined>;
	/** Why the design as it stands has no plan. */
	readonly problem: Accessor<Problem | undefined>;
	readonly working: Accessor<boolean>;
}

export function createPlanState(project: Project, client: PlanClient = createPlanClient()): PlanState {
	const [plan, setPlan] = createSignal<Plan>();
	const [problem, setProblem] = createSignal<Problem>();
	const [working, setWorking] = createSignal(false);
	onCleanup(() => client.dispose());

	createEffect(
		on(project.revision, () => {
			const superseded = new AbortController();
			const timer = setTimeout(() => void make(superseded.signal), SETTLE_MILLISECONDS);
			onCleanup(() => {
				clearTimeout(timer);
				superseded.abort();
			});
		}),
	);

	async function make(signal: AbortSignal): Promise<void> {
		const design = project.plain();
		if (design.layers.length === 0) {
			setPlan(undefined);
			setProblem(undefined);
			return;
		}
		setWorking(true);
		try {
			const made = await client.plan(design, signal);
			if (signal.aborted) return;
			setPlan(made);
			setProblem(undefined);
		} catch (thrown) {
			if (!signal.aborted) setProblem(toProblem(thrown));
		} finally {
			if (!signal.aborted) setWorking(false);
		}
	}

	return { plan, problem, working };
}

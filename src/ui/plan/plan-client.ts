/** Plans come from here. */
import type { Design } from '../../engine/design/design.ts';
import type { Plan } from '../../engine/combine/plan.ts';

export interface PlanClient {
	/** @throws TesseraError as `makePlan` */
	plan(design: Design, signal: AbortSignal): Promise<Plan>;
	dispose(): void;
}

export function createPlanClient(): PlanClient {
	return {
		async plan(design, signal) {
			const { makePlan } = await import('../../engine/combine/make-plan.ts');
			return makePlan(design, { signal });
		},
		dispose: () => undefined,
	};
}

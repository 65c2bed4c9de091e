/** The plan of one design, for where no plan is kept up to date. */
import type { Plan } from '../../engine/combine/plan.ts';
import type { Design } from '../../engine/design/design.ts';
import { TesseraError } from '../../engine/errors.ts';
import { createPlanClient } from './plan-client.ts';

/** @throws TesseraError what `makePlan` throws; `planner-died` */
export async function planOnce(design: Design): Promise<Plan> {
	let end: (() => void) | undefined;
	try {
		return await new Promise<Plan>((resolve, reject) => {
			const client = createPlanClient(
				(answer) => {
					if (answer.type === 'plan') resolve(answer.plan);
					else if (answer.type === 'failed') reject(new TesseraError(answer.problem));
				},
				(reason) =>
					reject(new TesseraError({ code: 'planner-died', message: `Combinations cannot be worked out: ${reason}.` })),
			);
			end = () => client.dispose();
			client.ask(design);
		});
	} finally {
		end?.();
	}
}

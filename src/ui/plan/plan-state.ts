/** The plan of the design as it stands, and what is known about it, kept up to date while the design is edited. */
import {
	type Accessor,
	batch,
	createContext,
	createEffect,
	createMemo,
	createSignal,
	on,
	onCleanup,
	useContext,
} from 'solid-js';
import type { Analysis } from '../../engine/combine/analyse.ts';
import type { FromCombine } from '../../engine/combine/combine-protocol.ts';
import type { ExampleTokens } from '../../engine/combine/example-tokens.ts';
import { PLAN_ALGORITHM, type Plan } from '../../engine/combine/plan.ts';
import type { Design } from '../../engine/design/design.ts';
import { type Problem, unreachable } from '../../engine/errors.ts';
import { after } from '../../engine/run/resource-counters.ts';
import type { Project } from '../project/project.ts';
import { createPlanClient } from './plan-client.ts';

/** Typing a weight makes several edits; one plan is enough. */
const SETTLE_MILLISECONDS = 30;

/** Examples to look at when there is no plan: a few pages of the preview's strip. */
const EXAMPLES = 48;

function planOfExamples({ dna, layers, section }: ExampleTokens, firstNumber: number): Plan {
	const count = section.length;
	return { algorithm: PLAN_ALGORITHM, count, layers, dna, firstNumber, section, special: new Uint16Array(count) };
}

/**
 * A plan together with the design that it was made from: its columns are that design's layers and its numbers that
 * design's traits, whatever has been edited since.
 */
export interface Planned {
	plan: Plan;
	/** A snapshot: plain data that does not change. */
	design: Design;
}

export interface PlanState {
	/** The latest plan; stays while the next one is worked out. Undefined if the design allows no token at all. */
	readonly planned: Accessor<Planned | undefined>;
	/** The design has no plan; `planned` holds single tokens of it to look at, each drawn for itself. */
	readonly isExample: Accessor<boolean>;
	/** Why the design as it stands has no plan. */
	readonly problem: Accessor<Problem | undefined>;
	/** What is worth knowing about the plan and the design, warnings only. */
	readonly warnings: Accessor<readonly Problem[]>;
	/** Of the latest design that was looked at; undefined without layers. */
	readonly analysis: Accessor<Analysis | undefined>;
}

export function createPlanState(project: Project): PlanState {
	const [planned, setPlanned] = createSignal<Planned>();
	/** What the worker was asked about last. */
	let asked = project.plain();
	const [problem, setProblem] = createSignal<Problem>();
	const [isExample, setIsExample] = createSignal(false);
	/** Whether the design that was asked about last has no plan. */
	let hasFailed = false;
	const [notes, setNotes] = createSignal<readonly Problem[]>([]);
	const [analysis, setAnalysis] = createSignal<Analysis>();

	const take = (answer: FromCombine) => {
		switch (answer.type) {
			case 'plan':
				return batch(() => {
					setPlanned({ plan: answer.plan, design: asked });
					setIsExample(false);
					setNotes(answer.problems);
					setProblem(undefined);
				});
			case 'failed':
				// No plan, and after that perhaps no examples either: the first reason is the one to tell.
				if (hasFailed) return;
				hasFailed = true;
				batch(() => {
					setNotes([]);
					setProblem(answer.problem);
				});
				return client.askExamples(asked, EXAMPLES);
			case 'analysis':
				return setAnalysis(answer.analysis);
			case 'examples':
				return batch(() => {
					setPlanned({ plan: planOfExamples(answer.tokens, asked.supply.firstNumber), design: asked });
					setIsExample(true);
				});
			case 'progress':
			case 'superseded':
				return;
			default:
				return unreachable(answer);
		}
	};
	const client = createPlanClient(take, (reason) =>
		setProblem({
			code: 'planner-died',
			severity: 'error',
			message: `Combinations cannot be worked out: ${reason}.`,
			hint: 'Reload the page; your project is saved.',
		}),
	);
	onCleanup(() => client.dispose());

	const ask = () => {
		hasFailed = false;
		asked = structuredClone(project.plain());
		if (asked.layers.length > 0) return client.ask(asked);
		batch(() => {
			setPlanned(undefined);
			setNotes([]);
			setProblem(undefined);
			setAnalysis(undefined);
		});
	};
	createEffect(
		on(
			() => project.revision(),
			() => {
				onCleanup(after(SETTLE_MILLISECONDS, ask));
			},
		),
	);
	const warnings = createMemo(() => {
		const all = [...notes(), ...(analysis()?.problems ?? [])].filter(({ severity }) => severity === 'warning');
		// Plan and analysis may have found the same.
		return [...new Map(all.map((warning) => [warning.message, warning])).values()];
	});
	return { planned, isExample, problem, warnings, analysis };
}

const PlanContext = createContext<PlanState>();

export const PlanProvider = PlanContext.Provider;

export function usePlan(): PlanState {
	const state = useContext(PlanContext);
	if (state === undefined) throw new Error('usePlan outside of PlanProvider');
	return state;
}

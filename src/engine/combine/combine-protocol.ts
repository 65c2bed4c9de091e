/** Messages between a page or coordinator and the combination worker. One exhaustive union per direction. */
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { Analysis } from './analyse.ts';
import type { ExampleTokens } from './example-tokens.ts';
import type { Plan } from './plan.ts';

/**
 * `call` is the sender's own number and comes back in the answer. A request replaces an earlier one of its type that is
 * not answered yet; that one is answered with `superseded`.
 */
export type ToCombine =
	| { type: 'analyse'; call: number; design: Design }
	/** Some tokens to look at; another `shuffle` gives others. */
	| { type: 'examples'; call: number; design: Design; count: number; shuffle: number }
	| { type: 'plan'; call: number; design: Design; deadlineMs?: number }
	/** Ends a `plan`, which is then answered with `superseded`. */
	| { type: 'cancel'; call: number };

export type FromCombine =
	| { type: 'analysis'; call: number; analysis: Analysis }
	| { type: 'examples'; call: number; tokens: ExampleTokens }
	| { type: 'progress'; call: number; done: number; total: number }
	/** `problems`: what is worth knowing about the plan, e.g. weights that rules kept from being met exactly. */
	| { type: 'plan'; call: number; plan: Plan; problems: Problem[] }
	| { type: 'failed'; call: number; problem: Problem }
	| { type: 'superseded'; call: number };

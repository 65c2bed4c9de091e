import { expect, test } from 'vitest';
import type { FromCombine, ToCombine } from '../../../src/engine/combine/combine-protocol.ts';
import { CombineService } from '../../../src/engine/combine/combine-service.ts';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import { obeys } from './brute-force.ts';
import { design, is, layer, ones } from './designs.ts';

const SMALL = design({
	layers: [layer('a', ones(9)), layer('b', ones(9))],
	count: 20,
	rules: [{ id: 'x', kind: 'excludes', when: is('a', 0), targets: [{ kind: 'layer', layer: 'b' }] }],
});
const LARGE = design({ layers: ['a', 'b', 'c', 'd'].map((id) => layer(id, ones(40))), count: 600_000 });

/** Sends messages to a service and gives each call's answer, progress left out. */
function service() {
	const answers: FromCombine[] = [];
	let wake: (() => void) | undefined;
	const own = new CombineService((message) => {
		answers.push(message);
		wake?.();
	});
	return {
		send: (message: ToCombine) => own.receive(message),
		first: async (wanted: (message: FromCombine) => boolean): Promise<FromCombine> => {
			for (;;) {
				const found = answers.find(wanted);
				if (found !== undefined) return found;
				await new Promise<void>((resume) => (wake = resume));
			}
		},
	};
}

function answerTo(call: number) {
	return (message: FromCombine) => message.call === call && message.type !== 'progress';
}

test('of several edits only the last is analysed; the others are told so', async () => {
	const { send, first } = service();
	for (const call of [1, 2, 3]) send({ type: 'analyse', call, design: SMALL });
	expect((await first(answerTo(1))).type).toBe('superseded');
	expect((await first(answerTo(2))).type).toBe('superseded');
	const answer = await first(answerTo(3));
	expect(answer.type === 'analysis' && answer.analysis.possible).toBe(72n);
});

test('requests of different types do not replace each other', async () => {
	const { send, first } = service();
	send({ type: 'analyse', call: 1, design: SMALL });
	send({ type: 'examples', call: 2, design: { ...SMALL, rules: [] }, count: 4, shuffle: 0 });
	send({ type: 'plan', call: 3, design: { ...SMALL, rules: [] } });
	expect((await first(answerTo(1))).type).toBe('analysis');
	expect((await first(answerTo(2))).type).toBe('examples');
	const answer = await first(answerTo(3));
	expect(answer.type === 'plan' && answer.plan).toEqual(await makePlan({ ...SMALL, rules: [] }));
});

test('a plan under way ends when it is cancelled or a newer one is asked for', async () => {
	const { send, first } = service();
	send({ type: 'plan', call: 1, design: LARGE });
	await first((message) => message.type === 'progress' && message.call === 1);
	send({ type: 'cancel', call: 1 });
	expect((await first(answerTo(1))).type).toBe('superseded');
	send({ type: 'plan', call: 2, design: LARGE });
	await first((message) => message.type === 'progress' && message.call === 2);
	send({ type: 'plan', call: 3, design: { ...SMALL, rules: [] } });
	expect((await first(answerTo(2))).type).toBe('superseded');
	expect((await first(answerTo(3))).type).toBe('plan');
});

test('a refusal crosses as data', async () => {
	const { send, first } = service();
	send({ type: 'plan', call: 1, design: { ...SMALL, supply: { ...SMALL.supply, count: 1000 } } });
	const answer = await first(answerTo(1));
	expect(answer.type === 'failed' && answer.problem.code).toBe('impossible');
});

test('examples obey the rules, stay the same for the same shuffle and change with another', async () => {
	const { send, first } = service();
	const sample = {
		...SMALL,
		rules: SMALL.rules.slice(0, 0).concat({ id: 'y', kind: 'excludes', when: is('a', 1), targets: [is('b', 1)] }),
	};
	for (const [call, shuffle] of [1, 1, 2].entries()) {
		send({ type: 'examples', call, design: sample, count: 50, shuffle });
		await first(answerTo(call));
	}
	const [one, same, other] = await Promise.all([0, 1, 2].map((call) => first(answerTo(call))));
	if (one.type !== 'examples' || same.type !== 'examples' || other.type !== 'examples') throw new Error('no examples');
	expect(one.tokens).toEqual(same.tokens);
	expect(one.tokens.dna).not.toEqual(other.tokens.dna);
	for (let token = 0; token < 50; token++) {
		for (const rule of sample.rules)
			expect(obeys(sample, [...one.tokens.dna.subarray(token * 2, token * 2 + 2)], rule)).toBe(true);
	}
});

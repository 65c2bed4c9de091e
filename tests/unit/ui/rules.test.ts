import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/engine/combine/analyse.ts';
import type { Design, Rule } from '../../../src/engine/design/design.ts';
import { putRule, putStrictPair, removeRule, removeStrictPair } from '../../../src/ui/project/edit-rules.ts';
import { tagsFrom, tagsOf } from '../../../src/ui/project/edit-traits.ts';
import { draftOf, emptyDraft, missingPart, ruleOf } from '../../../src/ui/rules/rule-draft.ts';
import { ruleFindings } from '../../../src/ui/rules/rule-findings.ts';
import { ruleSentence } from '../../../src/ui/rules/rule-words.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const hat = { kind: 'trait', layer: 'layer-Hair', trait: 'trait-Hat' } as const;
const bald = { kind: 'trait', layer: 'layer-Hair', trait: 'trait-Bald' } as const;
const wave = { kind: 'trait', layer: 'layer-Hand', trait: 'trait-Wave' } as const;
const long = { kind: 'tag', tag: 'long', layer: 'layer-Hand' } as const;
const anyHand = { kind: 'layer', layer: 'layer-Hand' } as const;
const noHand = { kind: 'none', layer: 'layer-Hand' } as const;

function people(rules: Rule[] = []): Design {
	return design(
		[
			layer('Hair', [trait('Hat'), trait('Bald')]),
			layer('Hand', [trait('Wave', { tags: ['long'] }), trait('Point')], { none: { share: 0.5 } }),
		],
		{ rules },
	);
}

const rules: [Rule, string][] = [
	[{ id: '1', kind: 'excludes', when: hat, targets: [long] }, 'If Hair is Hat, then Hand is never tagged long.'],
	[{ id: '2', kind: 'excludes', when: hat, targets: [anyHand] }, 'If Hair is Hat, then Hand is always None.'],
	[
		{ id: '3', kind: 'requires', when: anyHand, targets: [hat, bald], match: 'any' },
		'If Hand is not None, then Hair is Hat or Bald.',
	],
	[
		{ id: '4', kind: 'requires', when: hat, targets: [wave, { kind: 'tag', tag: 'old' }], match: 'all', note: 'why' },
		'If Hair is Hat, then Hand is Wave and any trait is tagged old.',
	],
	[
		{ id: '5', kind: 'allows', when: hat, layer: 'layer-Hand', allow: [wave, noHand] },
		'If Hair is Hat, then Hand is only Wave or None.',
	],
	[
		{ id: '6', kind: 'order', when: noHand, layer: 'layer-Hair', place: 'below', of: 'layer-Hand' },
		'If Hand is None, then Hair is drawn behind Hand.',
	],
];

describe('a rule', () => {
	test.each(rules)('%j reads as a sentence', (rule, sentence) => {
		expect(ruleSentence(people(), rule)).toBe(sentence);
	});

	test.each(rules)('%j survives its form', (rule) => {
		expect(ruleOf(draftOf(rule))).toEqual(rule);
	});

	test('is none until everything it needs is chosen, and the form says what is missing', () => {
		const draft = emptyDraft('new');
		expect(ruleOf(draft)).toBeUndefined();
		expect(missingPart(draft)).toBe('Choose when the rule applies.');
		const half = { ...draft, when: hat };
		expect(ruleOf(half)).toBeUndefined();
		expect(missingPart(half)).toMatch(/^Choose at least one/);
		expect(missingPart({ ...half, effect: 'allows' })).toMatch(/layer/);
		const same = { ...half, effect: 'order', layer: 'layer-Hair', of: 'layer-Hair' } as const;
		expect(missingPart(same)).toBe('Choose two different layers.');
		expect(missingPart({ ...half, targets: [wave] })).toBeUndefined();
	});
});

describe('findings', () => {
	const needs: Rule = { id: 'needs', kind: 'requires', when: hat, targets: [wave], match: 'any' };
	const never: Rule = { id: 'never', kind: 'excludes', when: hat, targets: [long] };

	test('name the rules that contradict each other, at each of them', () => {
		const edited = people([needs, never]);
		const found = ruleFindings(edited, analyse(edited));
		const message = 'Hair: Hat can never appear together with:';
		expect(found.get('needs')).toEqual([{ severity: 'warning', message, together: [ruleSentence(edited, never)] }]);
		expect(found.get('never')).toEqual([{ severity: 'warning', message, together: [ruleSentence(edited, needs)] }]);
	});

	test('say once that no token is left', () => {
		const always: Rule = {
			id: 'a',
			kind: 'requires',
			when: { kind: 'layer', layer: 'layer-Hair' },
			targets: [wave],
			match: 'any',
		};
		const none: Rule = { id: 'b', kind: 'excludes', when: { kind: 'layer', layer: 'layer-Hair' }, targets: [anyHand] };
		const edited = people([always, none]);
		const found = ruleFindings(edited, analyse(edited));
		expect(found.get('a')).toEqual([
			{
				severity: 'error',
				message: 'No token can obey this rule together with:',
				together: [ruleSentence(edited, none)],
			},
		]);
	});

	test('name a tag that no trait has, and are empty for rules in order', () => {
		const tag: Rule = { id: 'tag', kind: 'excludes', when: hat, targets: [{ kind: 'tag', tag: 'gold' }] };
		const edited = people([tag, never]);
		const found = ruleFindings(edited, analyse(edited));
		expect(found.get('tag')?.map(({ message }) => message)).toEqual(['No trait is tagged “gold”.']);
		expect(found.has('never')).toBe(false);
	});
});

test('a rule that is put back stands where it stood; a changed one stays in its place', () => {
	const edited = people(rules.map(([rule]) => rule));
	const before = structuredClone(edited.rules);
	removeRule('2')(edited);
	expect(edited.rules.map(({ id }) => id)).toEqual(['1', '3', '4', '5', '6']);
	putRule(before[1], 1)(edited);
	expect(edited.rules).toEqual(before);
	putRule({ ...before[2], note: 'changed' })(edited);
	expect(edited.rules.map(({ id, note }) => [id, note])[2]).toEqual(['3', 'changed']);
});

test('an active strict pair has its exact maximum; one that is off has none', () => {
	const edited = design([layer('A', [trait('1'), trait('2'), trait('3')]), layer('B', [trait('4'), trait('5')])]);
	putStrictPair({ id: 'p', layers: ['layer-A', 'layer-B'], active: true })(edited);
	expect(analyse(edited).pairs).toEqual({ p: { largest: 6n, exact: true } });
	edited.rules.push({
		id: 'r',
		kind: 'excludes',
		when: { kind: 'trait', layer: 'layer-A', trait: 'trait-1' },
		targets: [{ kind: 'trait', layer: 'layer-B', trait: 'trait-4' }],
	});
	expect(analyse(edited).pairs).toEqual({ p: { largest: 5n, exact: true } });
	putStrictPair({ id: 'p', layers: ['layer-A', 'layer-B'], active: false })(edited);
	expect(analyse(edited).pairs).toEqual({});
	removeStrictPair('p')(edited);
	expect(edited.strictPairs).toEqual([]);
});

test('tags are separated by commas, each once', () => {
	expect(tagsFrom(' gold, rare ,gold,, long arms')).toEqual(['gold', 'rare', 'long arms']);
	expect(tagsOf(people().layers)).toEqual(['long']);
});

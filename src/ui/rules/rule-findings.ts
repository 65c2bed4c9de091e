/** What is wrong with each rule, from what the combination engine knows of the whole design. */
import type { Analysis } from '../../engine/combine/analyse.ts';
import { matchSelector } from '../../engine/combine/rule-clauses.ts';
import type { Design, Rule, Selector } from '../../engine/design/design.ts';
import { ruleSentence } from './rule-words.ts';

export interface Finding {
	severity: 'error' | 'warning';
	message: string;
	/** The other rules that have part in it, as sentences. */
	together: string[];
}

/** Traits that are named before “and … more”. */
const NAMED = 3;

/** By rule id; a rule without an entry has nothing wrong with it. */
export function ruleFindings(
	design: Design,
	analysis: Pick<Analysis, 'neverAppear' | 'possible'>,
): Map<string, Finding[]> {
	const findings = new Map<string, Finding[]>();
	const add = (rule: string, finding: Finding) => findings.set(rule, [...(findings.get(rule) ?? []), finding]);
	for (const rule of design.rules) {
		for (const message of emptySides(design, rule)) add(rule.id, { severity: 'warning', message, together: [] });
	}
	for (const { because, traits } of byCause(analysis.neverAppear)) {
		const all = analysis.possible === 0n;
		for (const id of because) {
			const others = design.rules.filter((rule) => rule.id !== id && because.includes(rule.id));
			const message = all ? 'No token can obey this rule' : `${names(design, traits)} can never appear`;
			add(id, {
				severity: all ? 'error' : 'warning',
				message: `${message}${others.length === 0 ? (all ? '.' : ' because of this rule.') : ' together with:'}`,
				together: others.map((rule) => ruleSentence(design, rule)),
			});
		}
		// Every trait is impossible for the same reason: once is enough.
		if (all && because.length > 0) break;
	}
	return findings;
}

function byCause(neverAppear: Analysis['neverAppear']): { because: string[]; traits: string[] }[] {
	const causes = new Map<string, { because: string[]; traits: string[] }>();
	for (const { trait, because } of neverAppear) {
		if (because.length === 0) continue;
		const key = JSON.stringify([...because].sort());
		const cause = causes.get(key) ?? { because, traits: [] };
		cause.traits.push(trait);
		causes.set(key, cause);
	}
	return [...causes.values()];
}

function names(design: Design, traits: readonly string[]): string {
	const named = traits.slice(0, NAMED).map((id) => {
		const layer = design.layers.find((candidate) => candidate.traits.some((trait) => trait.id === id));
		return `${layer?.name}: ${layer?.traits.find((trait) => trait.id === id)?.name}`;
	});
	const rest = traits.length - named.length;
	return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function emptySides(design: Design, rule: Rule): string[] {
	const sides: Selector[] = [rule.when];
	if (rule.kind === 'allows') sides.push(...rule.allow);
	else if (rule.kind !== 'order') sides.push(...rule.targets);
	return sides.flatMap((selector) => {
		const chosen = design.layers.find(({ id }) => id === selector.layer);
		if (selector.kind === 'none' && chosen !== undefined && chosen.none === undefined) {
			return [`${chosen.name} is never None.`];
		}
		if (matchSelector(design, selector).size > 0) return [];
		if (selector.layer !== undefined && chosen === undefined) return ['It names a layer that is gone.'];
		if (selector.kind === 'tag') {
			return [`No trait${chosen === undefined ? '' : ` of ${chosen.name}`} is tagged “${selector.tag}”.`];
		}
		return [
			selector.kind === 'trait'
				? `It names a trait of ${chosen?.name} that is gone.`
				: `${chosen?.name} has no traits.`,
		];
	});
}

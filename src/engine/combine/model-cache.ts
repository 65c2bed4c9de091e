/** Compiled sections kept between edits: a changed weight needs new weights in the same diagram, not a new diagram. */
import type { Design } from '../design/design.ts';
import { capacityOf, type Capacity } from './capacity.ts';
import { activePairs, uniqueColumns } from './ledger.ts';
import { SectionModel } from './section-model.ts';
import type { Space } from './section-space.ts';

export interface KeptModel {
	model: SectionModel;
	/** Under the rules, uniqueness and strict pairs; undefined if no token is possible. */
	capacity: Capacity | undefined;
}

const KEPT = 16;

export class ModelCache {
	private readonly kept = new Map<string, KeptModel>();

	/** The model of a section, drawn by the space's shares. */
	get(design: Design, space: Space): KeptModel {
		const unique = uniqueColumns(design);
		const pairs = activePairs(design);
		const clauses = space.clauses.map(({ kind, rules, when, target }) => [kind, rules, listed(when), listed(target)]);
		// Sections with equal choices still have their own shares.
		const key = JSON.stringify([space.section, unique, pairs, space.columns.map(({ values }) => values), clauses]);
		let found = this.kept.get(key);
		if (found === undefined) {
			const model = new SectionModel(space, unique);
			found = { model, capacity: model.empty ? undefined : capacityOf(model, unique, pairs) };
		} else {
			found.model.adopt(space);
		}
		this.kept.delete(key);
		this.kept.set(key, found);
		for (const oldest of this.kept.keys()) {
			if (this.kept.size <= KEPT) break;
			this.kept.delete(oldest);
		}
		return found;
	}
}

function listed(matches: ReadonlyMap<number, ReadonlySet<number>>): [number, number[]][] {
	return [...matches].map(([layer, values]) => [layer, [...values]]);
}

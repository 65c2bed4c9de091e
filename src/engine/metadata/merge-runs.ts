/** Puts the shards of one plan, made on several machines by token ranges, together into one collection. */
import { TesseraError } from '../errors.ts';
import { STAGES } from '../run/run.ts';
import { joinProvenance } from './provenance.ts';
import type { RunJson } from './run-json.ts';

export interface Shard {
	/** The folder, for messages. */
	name: string;
	run: RunJson;
	/** The parsed `_metadata.json`: one object per token, in token order. */
	metadata: unknown;
}

export interface MergedRun {
	run: RunJson;
	/** Of all tokens in token order. */
	metadata: unknown[];
}

/**
 * Shards in any order. The merged provenance is left out when a shard has none.
 * @throws TesseraError `merge-empty`, `merge-mismatch` (another seed, design, engine or plan), `merge-metadata` (not one entry
 * per token), `merge-overlap`, `merge-gap` (names the missing tokens)
 */
export function mergeRuns(shards: readonly Shard[]): MergedRun {
	const sorted = [...shards].sort((a, b) => a.run.range.first - b.run.range.first);
	const [first] = sorted;
	if (first === undefined) {
		throw new TesseraError({
			code: 'merge-empty',
			message: 'There is nothing to merge.',
			hint: 'Name the folders of the runs.',
		});
	}
	for (const shard of sorted) checkSamePlan(first, shard);
	checkCoverage(sorted);
	const metadata = sorted.flatMap(shardMetadata);
	const images = sorted.flatMap(({ run }) => run.provenance?.images ?? []);
	const { provenance: _ofFirst, forecast: _foretold, ...common } = first.run;
	const sum = (of: (run: RunJson) => number): number => sorted.reduce((total, { run }) => total + of(run), 0);
	const stages = { ...first.run.stages };
	for (const stage of STAGES) stages[stage] = sum((run) => run.stages[stage]);
	const run: RunJson = {
		...common,
		range: { first: common.firstNumber, last: common.firstNumber + common.count - 1 },
		backend: [...new Set(sorted.map((shard) => shard.run.backend))].join(', '),
		workers: Math.max(...sorted.map((shard) => shard.run.workers)),
		seconds: sum((shard) => shard.seconds),
		bytes: sum((shard) => shard.bytes),
		stages,
		...(images.length === common.count ? { provenance: joinProvenance(images) } : {}),
	};
	return { run, metadata };
}

function checkSamePlan(a: Shard, b: Shard): void {
	const facts: [string, (run: RunJson) => unknown][] = [
		['seed', (run) => run.seed],
		['design', (run) => run.designHash],
		['number of tokens', (run) => `${run.count} from ${run.firstNumber}`],
		['version of Tessera', (run) => run.engineVersion],
		['plan algorithm', (run) => run.planAlgorithm],
	];
	for (const [what, of] of facts) {
		if (of(a.run) === of(b.run)) continue;
		throw new TesseraError({
			code: 'merge-mismatch',
			message: `“${a.name}” and “${b.name}” are not parts of one collection: their ${what} differs.`,
			hint: 'Generate all parts from the same project, with the same seed and the same version.',
			place: { file: b.name },
		});
	}
}

function checkCoverage(sorted: readonly Shard[]): void {
	const [{ run }] = sorted;
	const gaps: string[] = [];
	const gap = (first: number, last: number): void => void gaps.push(first === last ? `${first}` : `${first}-${last}`);
	let next = run.firstNumber;
	let before = '';
	for (const { name, run } of sorted) {
		if (run.range.first < next) {
			throw new TesseraError({
				code: 'merge-overlap',
				message: `“${before}” and “${name}” both hold token ${run.range.first}.`,
				hint: 'Merge folders whose ranges do not overlap.',
				place: { file: name, token: run.range.first },
			});
		}
		if (run.range.first > next) gap(next, run.range.first - 1);
		next = run.range.last + 1;
		before = name;
	}
	if (next < run.firstNumber + run.count) gap(next, run.firstNumber + run.count - 1);
	if (gaps.length > 0) {
		throw new TesseraError({
			code: 'merge-gap',
			message: `Tokens are missing between the folders: ${gaps.join(', ')}.`,
			hint: `Generate them from the same project, e.g. with --range ${gaps[0]}, and merge again.`,
		});
	}
}

function shardMetadata({ name, run, metadata }: Shard): unknown[] {
	const expected = run.range.last - run.range.first + 1;
	if (Array.isArray(metadata) && metadata.length === expected && metadata.every(isObject)) return metadata;
	throw new TesseraError({
		code: 'merge-metadata',
		message: `The _metadata.json of “${name}” does not hold exactly one entry for each of its ${expected} tokens.`,
		hint: 'Generate this part again.',
		place: { file: name },
	});
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

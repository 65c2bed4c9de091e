/** Records as a faulty disk, another version or another program may leave them: none breaks anything, each is reported. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Random } from '../../../src/engine/combine/random.ts';
import type { Problem, TesseraError } from '../../../src/engine/errors.ts';
import { STAGES } from '../../../src/engine/run/run.ts';
import { resumeRequest } from '../../../src/engine/run/resume-request.ts';
import { TokenLedger } from '../../../src/engine/run/token-ledger.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const CASES = 500;

const cats = design([layer('Hat', [trait('Cap'), trait('Crown')])]);

const progress = {
	finished: [
		[1, 10],
		[21, 30],
	],
	timings: { seconds: 2.5, stages: Object.fromEntries(STAGES.map((stage) => [stage, 1])) },
	state: 'running',
	volumes: 0,
	updated: 2000,
	problems: [{ code: 'odd', severity: 'warning', message: 'Odd.' }],
};
const run = {
	...progress,
	id: 'run',
	design: cats,
	planAlgorithm: 1,
	engineVersion: '0.1.0',
	planHash: 'a'.repeat(64),
	tables: new Uint8Array(300),
	target: { kind: 'http', url: 'http://localhost:1', zip: false },
	settings: { backend: 'auto', tokenMetadata: true, workers: 2 },
	range: { first: 1, last: 100 },
	created: 1000,
};
const tokens = { rows: Uint32Array.of(0, 1), sizes: Uint32Array.of(10, 20), hashes: new Uint8Array(64) };
const project = { id: 'project', name: 'Cats', updated: 1, design: cats };

const JUNK: readonly unknown[] = [
	undefined,
	null,
	true,
	-1,
	1.5,
	Number.NaN,
	1e300,
	'',
	'x',
	[],
	[[]],
	{},
	new Uint8Array(3),
];

/** What may be absent, in all three kinds of records. */
const OPTIONAL = new Set([
	'planHash',
	'tables',
	'settings',
	'settings.workers',
	'location',
	'volumes',
	// Of a list nothing is left out: the others close up.
	'finished.0',
	'finished.1',
	'problems.0',
	'design.layers.0',
	'design.layers.0.traits.0',
	'design.layers.0.traits.1',
]);

/** Every place in a value that can be changed, as a path. */
function placesIn(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [path];
	return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))].filter(
		(place) => place.length > 0,
	);
}

const typeOf = (value: unknown): string =>
	typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;

interface Mutant {
	record: object;
	/** For messages. */
	what: string;
	place: string[];
	/** Something is of another type or absent that must not be: this cannot be read. */
	isBroken: boolean;
}

/** A copy with one thing in it replaced by something else, left out or, where it is a number, changed a little. */
function mutate(value: object, random: Random): Mutant {
	const copy: Record<string, unknown> = structuredClone(value) as Record<string, unknown>;
	const places = placesIn(copy).filter((place) => place.join() !== 'id');
	const place = places[Math.floor(random.unit() * places.length)];
	let parent = copy;
	for (const key of place.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
	const last = place[place.length - 1];
	const name = place.join('.');
	const old = parent[last];
	if (random.unit() < 0.2) {
		if (Array.isArray(parent)) parent.splice(Number(last), 1);
		else delete parent[last];
		return { record: copy, place, what: `${name} left out`, isBroken: !OPTIONAL.has(name) };
	}
	const isNudged = typeof old === 'number' && random.unit() < 0.3;
	const next = isNudged ? old - 1000 : JUNK[Math.floor(random.unit() * JUNK.length)];
	parent[last] = next;
	return { record: copy, place, what: `${name} = ${String(next)}`, isBroken: typeOf(next) !== typeOf(old) };
}

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
	vi.resetModules();
});

async function openFresh() {
	const { openStore } = await import('../../../src/engine/store/store.ts');
	const store = await openStore();
	return { store, database: await openDB('tessera') };
}

/** Resolves with what `work` gives, or with the problem that it is refused with; throws what is no such refusal. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<{ value: T } | { problem: Problem }> {
	try {
		return { value: await work() };
	} catch (thrown) {
		// Of another instance of the module after `resetModules`, so by its shape.
		if (thrown instanceof Error && 'problem' in thrown) return { problem: (thrown as TesseraError).problem };
		throw thrown;
	}
}

const refusals = (outcome: object): number => ('problem' in outcome ? 1 : 0);

describe(`${CASES} damaged journals`, () => {
	test(
		'are each refused by name with the reason, or good enough and read as they are',
		{ timeout: 60_000 },
		async () => {
			const { store, database } = await openFresh();
			let refused = 0;
			for (let i = 0; i < CASES; i++) {
				const random = new Random(String(i), 'damage');
				const part = (['head', 'progress', 'tokens'] as const)[i % 3];
				// One in twenty is something else altogether.
				const isForeign = i % 20 === 0;
				const of = (whole: object): Mutant =>
					isForeign && part !== 'head'
						? { record: [JUNK[1 + (i % (JUNK.length - 1))]][0] as object, place: [], what: 'foreign', isBroken: true }
						: mutate(whole, random);
				const { record: mutant, what, ...mutation } = of({ head: run, progress, tokens }[part]);
				// What both parts have is read from the progress: in the head it does not matter.
				const isBroken = mutation.isBroken && !(part === 'head' && mutation.place[0] in progress);
				const stored = { head: run, progress, tokens, [part]: mutant };
				await database.put('runs', stored.head);
				await database.put('journal', stored.progress, 'run/progress');
				await database.put('journal', stored.tokens, 'run/tokens/000000000');

				const record = await outcomeOf(() => store.runs.get('run'));
				const listed = await store.runs.list();
				if ('value' in record) {
					expect(record.value, what).toEqual({ ...stored.head, ...stored.progress });
					expect(listed, what).toMatchObject({ runs: [{ id: 'run', finished: record.value?.finished }], problems: [] });
				} else {
					expect(record.problem, what).toMatchObject({ message: expect.stringContaining('“run”') });
					expect(listed.runs, what).toEqual([]);
					const place = { ...record.problem.place, record: 'run' };
					expect(listed.problems, what).toEqual([{ ...record.problem, place }]);
				}
				const { chunks, problems } = await store.runs.tokens('run');
				if (problems.length > 0) {
					expect(chunks, what).toEqual([]);
					expect(problems, what).toMatchObject([
						{ message: expect.stringContaining('“run”'), place: { record: 'run' } },
					]);
				} else {
					expect(chunks, what).toEqual([stored.tokens]);
					// Of what is sound in itself, rows that the plan has not are left out.
					const ledger = new TokenLedger({ first: 0, count: 100 });
					for (const chunk of chunks) ledger.mark(chunk);
					expect(ledger.done, what).toBeLessThanOrEqual(2);
				}
				const isRefused = refusals(record) + problems.length;
				if (isBroken) expect(isRefused, what).toBe(1);
				refused += isRefused;
				// Nothing was thrown away or changed: a newer version may understand it.
				expect(await database.get('runs', 'run'), what).toEqual(stored.head);
				expect(await database.get('journal', 'run/progress'), what).toEqual(stored.progress);
			}
			expect(refused).toBeGreaterThan(CASES / 3);
			expect(refused).toBeLessThan(CASES);
			database.close();
		},
	);

	test('that are not resumable say why', () => {
		const record = { ...run, target: { kind: 'memory' as const }, state: 'running' as const };
		expect(() => resumeRequest(record as never, undefined)).toThrow(/cannot be resumed/u);
	});
});

describe(`${CASES} damaged projects`, () => {
	test(
		'are each refused by name with the reason, or good enough and opened as they are',
		{ timeout: 60_000 },
		async () => {
			const { store, database } = await openFresh();
			let refused = 0;
			for (let i = 0; i < CASES; i++) {
				const { record: stored, what, isBroken } = mutate(project, new Random(String(i), 'project'));
				await database.put('projects', stored);
				const opened = await outcomeOf(() => store.projects.get('project'));
				const { projects, problems } = await store.projects.list();
				if ('value' in opened) {
					expect(opened.value, what).toEqual(stored);
					const { id, name, updated } = opened.value ?? {};
					expect({ projects, problems }, what).toEqual({ projects: [{ id, name, updated }], problems: [] });
				} else {
					const place = { ...opened.problem.place, record: 'project' };
					expect({ projects, problems }, what).toEqual({ projects: [], problems: [{ ...opened.problem, place }] });
					const name = 'name' in stored && typeof stored.name === 'string' ? stored.name : '';
					expect(opened.problem.message).toContain(`“${name || 'project'}”`);
				}
				if (isBroken) expect(refusals(opened), what).toBe(1);
				refused += refusals(opened);
				expect(await database.get('projects', 'project'), what).toEqual(stored);
			}
			expect(refused).toBeGreaterThan(CASES / 3);
			expect(refused).toBeLessThan(CASES);
			database.close();
		},
	);

	test('whose key is another program’s are told by it, and can be deleted', async () => {
		const { store, database } = await openFresh();
		await database.put('projects', { id: 7, name: '', design: null });
		const { problems } = await store.projects.list();
		expect(problems).toMatchObject([{ message: expect.stringContaining('“7”'), place: { record: 7 } }]);
		await store.projects.delete(7);
		expect((await store.projects.list()).problems).toEqual([]);
		database.close();
	});
});

/** Records as a faulty disk, another version or another program may leave them: none breaks anything, each is reported. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Random } from '../../../src/engine/combine/random.ts';
import type { TesseraError } from '../../../src/engine/errors.ts';
import { STAGES } from '../../../src/engine/run/run.ts';
import { resumeRequest } from '../../../src/engine/run/resume-request.ts';
import { TokenLedger } from '../../../src/engine/run/token-ledger.ts';
import { design, layer, trait } from '../../support/small-design.ts';

const CASES = 500;

const cats = design([layer('Hat', [trait('Cap'), trait('Crown')])]);

const run = {
	id: 'run',
	design: cats,
	planAlgorithm: 1,
	engineVersion: '0.1.0',
	planHash: 'a'.repeat(64),
	tables: new Uint8Array(300),
	target: { kind: 'http', url: 'http://localhost:1', zip: false },
	settings: { backend: 'auto', tokenMetadata: true, workers: 2 },
	range: { first: 1, last: 100 },
	finished: [
		[1, 10],
		[21, 30],
	],
	timings: { seconds: 2.5, stages: Object.fromEntries(STAGES.map((stage) => [stage, 1])) },
	state: 'running',
	volumes: 0,
	created: 1000,
	updated: 2000,
	problems: [{ code: 'odd', severity: 'warning', message: 'Odd.' }],
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

/** Every place in a value that can be changed, as a path. */
function placesIn(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [path];
	return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))].filter(
		(place) => place.length > 0,
	);
}

/** A copy with one thing in it replaced by something else, left out or, where it is a number, changed a little. */
function mutate(value: object, random: Random): object {
	const copy: Record<string, unknown> = structuredClone(value) as Record<string, unknown>;
	const places = placesIn(copy).filter((place) => place.join() !== 'id');
	const place = places[Math.floor(random.unit() * places.length)];
	let parent = copy;
	for (const key of place.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
	const last = place[place.length - 1];
	const old = parent[last];
	if (random.unit() < 0.2) delete parent[last];
	else if (typeof old === 'number' && random.unit() < 0.3) parent[last] = old - 1000;
	else parent[last] = JUNK[Math.floor(random.unit() * JUNK.length)];
	return copy;
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

/** Resolves with the problem that `work` is refused with; what is not refused must be usable. */
async function problemOf<T>(work: () => Promise<T>, use: (value: T) => void): Promise<string | undefined> {
	try {
		use(await work());
		return undefined;
	} catch (thrown) {
		// Of another instance of the module after `resetModules`, so by its shape.
		if (thrown instanceof Error && 'problem' in thrown) return (thrown as TesseraError).problem.message;
		throw thrown;
	}
}

describe(`${CASES} damaged journals`, () => {
	test('are read without harm, each refused with its reason or good enough to go on', { timeout: 60_000 }, async () => {
		const { store, database } = await openFresh();
		let refused = 0;
		for (let i = 0; i < CASES; i++) {
			const random = new Random(String(i), 'damage');
			const which = i % 3;
			await database.put('runs', which === 0 ? mutate(run, random) : run);
			await database.put('journal', which === 1 ? mutate(run, random) : { finished: run.finished }, 'run/progress');
			await database.put('journal', which === 2 ? mutate(tokens, random) : tokens, 'run/tokens/000000000');
			const message = await problemOf(
				() => store.runs.get('run'),
				(record) => {
					if (record === undefined) throw new Error('it is gone');
					const { first, last } = record.range;
					expect(first).toBeLessThanOrEqual(last);
				},
			);
			if (message !== undefined) expect(message).toContain('run');
			const { chunks, problems } = await store.runs.tokens('run');
			expect(chunks.length + problems.length).toBe(1);
			const ledger = new TokenLedger({ first: 0, count: 100 });
			for (const chunk of chunks) ledger.mark(chunk);
			expect(ledger.done).toBeLessThanOrEqual(2);
			const listed = await store.runs.list();
			expect(listed.runs.length + listed.problems.length).toBe(1);
			expect(listed.problems.length).toBe(message === undefined ? 0 : 1);
			if (message !== undefined || problems.length > 0) refused++;
			// Nothing was thrown away: a newer version may understand it.
			expect(await database.count('runs')).toBe(1);
		}
		expect(refused).toBeGreaterThan(CASES / 3);
		database.close();
	});

	test('that are not resumable say why', () => {
		const record = { ...run, target: { kind: 'memory' as const }, state: 'running' as const };
		expect(() => resumeRequest(record as never, undefined)).toThrow(/cannot be resumed/u);
	});
});

describe(`${CASES} damaged projects`, () => {
	test('are read without harm, each refused with its reason or good enough to open', { timeout: 60_000 }, async () => {
		const { store, database } = await openFresh();
		let refused = 0;
		for (let i = 0; i < CASES; i++) {
			await database.put('projects', mutate(project, new Random(String(i), 'project')));
			const { projects, problems } = await store.projects.list();
			expect(projects.length + problems.length).toBe(1);
			const message = await problemOf(
				() => store.projects.get('project'),
				(opened) => expect(opened?.design.layers).toBeInstanceOf(Array),
			);
			if (message !== undefined) refused++;
			if (problems.length > 0) expect(message).toBeDefined();
			expect(await database.count('projects')).toBe(1);
		}
		expect(refused).toBeGreaterThan(CASES / 3);
		database.close();
	});
});

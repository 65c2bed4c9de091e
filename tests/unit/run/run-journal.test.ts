import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TesseraError } from '../../../src/engine/errors.ts';
import type { Problem } from '../../../src/engine/errors.ts';
import { RunJournal } from '../../../src/engine/run/run-journal.ts';
import { STAGES } from '../../../src/engine/run/run.ts';
import type { StageSeconds } from '../../../src/engine/run/run.ts';
import type { RunRecord } from '../../../src/engine/store/run-record.ts';
import type { RunStore } from '../../../src/engine/store/runs.ts';
import { design } from '../../support/small-design.ts';

const record: RunRecord = {
	id: 'r',
	design: design([]),
	planAlgorithm: 1,
	engineVersion: '0.1.0',
	target: { kind: 'memory' },
	range: { first: 1, last: 9 },
	finished: [],
	timings: { seconds: 1, stages: Object.fromEntries(STAGES.map((stage) => [stage, 0])) as StageSeconds },
	state: 'running',
	created: 1,
	updated: 1,
	problems: [],
};

function chunk(rows: number[]) {
	return {
		rows: Uint32Array.from(rows),
		sizes: new Uint32Array(rows.length),
		hashes: new Uint8Array(rows.length * 32),
	};
}

function setUp(broken: () => boolean = () => false, isCleared: () => boolean = () => false) {
	const written: string[] = [];
	const write = (what: string, rows: number): Promise<void> => {
		if (broken()) return Promise.reject(new TesseraError({ code: 'storage-full', message: 'No space.' }));
		written.push(`${what} ${rows}`);
		return Promise.resolve();
	};
	const store: RunStore = {
		list: () => Promise.reject(new Error('not asked')),
		get: () => Promise.reject(new Error('not asked')),
		put: () => Promise.reject(new Error('not asked')),
		tokens: () => Promise.reject(new Error('not asked')),
		delete: () => Promise.reject(new Error('not asked')),
		append: async (_, __, { rows }) => {
			if (isCleared()) return false;
			await write('append', rows.length);
			return true;
		},
		replace: (_, { rows }) => write('replace', rows.length),
	};
	let fresh: number[] = [];
	const all: number[] = [];
	const problems: Problem[] = [];
	const journal = new RunJournal(() => Promise.resolve(store), {
		record: () => record,
		newTokens: () => chunk(fresh.splice(0)),
		allTokens: () => chunk(all),
		onProblem: (problem) => problems.push(problem),
	});
	const finish = (row: number): void => {
		fresh.push(row);
		all.push(row);
		journal.touch();
	};
	return { journal, written, problems, finish };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('RunJournal', () => {
	it('writes at most once a second, and of images only what is new', async () => {
		const { journal, written, finish } = setUp();
		await journal.rewrite();
		for (let i = 0; i < 100; i++) {
			finish(i);
			await vi.advanceTimersByTimeAsync(50);
		}
		expect(written[0]).toBe('replace 0');
		expect(written.length).toBeLessThanOrEqual(6);
		const rows = written.slice(1).reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
		expect(rows).toBeGreaterThan(80);
		await journal.save();
		expect(journal.writes).toBe(written.length);
		journal.end();
		finish(100);
		await vi.advanceTimersByTimeAsync(5000);
		expect(journal.writes).toBe(written.length);
	});

	it('writes what came while it was writing, though nothing comes after it', async () => {
		let isFirst = true;
		const { journal, written, finish } = setUp(() => {
			if (isFirst) finish(7);
			isFirst = false;
			return false;
		});
		await journal.rewrite();
		expect(written).toEqual(['replace 0']);
		await vi.advanceTimersByTimeAsync(1000);
		expect(written).toEqual(['replace 0', 'append 1']);
		journal.end();
	});

	it('writes everything again when the browser has cleared its storage', async () => {
		let isCleared = false;
		const { journal, written, problems, finish } = setUp(undefined, () => isCleared);
		await journal.rewrite();
		finish(0);
		await vi.advanceTimersByTimeAsync(1000);
		isCleared = true;
		finish(1);
		await vi.advanceTimersByTimeAsync(1000);
		expect(written).toEqual(['replace 0', 'append 1', 'replace 2']);
		expect([journal.isKept, problems]).toEqual([true, []]);
	});

	it('writes an image once that was finished while it was found out that the storage was cleared', async () => {
		let isCleared = false;
		const { journal, written, finish } = setUp(undefined, () => {
			if (isCleared) finish(1);
			return isCleared;
		});
		await journal.rewrite();
		finish(0);
		await vi.advanceTimersByTimeAsync(1000);
		isCleared = true;
		finish(2);
		await vi.advanceTimersByTimeAsync(1000);
		isCleared = false;
		expect(written).toEqual(['replace 0', 'append 1', 'replace 3']);
		await journal.save();
		expect(written.at(-1)).toBe('append 0');
		journal.end();
	});

	it('says once that the run is not kept, and writes everything when storage is there again', async () => {
		let isBroken = true;
		const { journal, written, problems, finish } = setUp(() => isBroken);
		await journal.rewrite();
		for (let i = 0; i < 4; i++) {
			finish(i);
			await vi.advanceTimersByTimeAsync(1000);
		}
		expect(problems).toMatchObject([{ code: 'run-not-kept', severity: 'warning' }]);
		expect([journal.isKept, journal.writes, written]).toEqual([false, 0, []]);
		isBroken = false;
		finish(4);
		await vi.advanceTimersByTimeAsync(1000);
		expect(written).toEqual(['replace 5']);
		expect(journal.isKept).toBe(true);
	});
});

/** What is kept of a run, so that it can go on after a reload or a crash, and be repeated later. */
import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import type { Problem } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';
import { STAGES, type RunState, type StageSeconds } from '../run/run.ts';
import { checkRecord } from './check-record.ts';
import { parseStoredDesign } from './stored-design.ts';

/** A sink's target as far as it can be stored: a stream ends with its page. */
export type StoredTarget = Exclude<SinkTarget, { kind: 'zip-stream' }> | { kind: 'zip-stream'; name: string };

export interface RunRecord {
	id: string;
	/** As it was when the run started. */
	design: Design;
	planAlgorithm: number;
	engineVersion: string;
	/** Huffman tables of the run, once made. */
	tables?: Uint8Array<ArrayBuffer>;
	target: StoredTarget;
	/** Token numbers of the run, inclusive. */
	range: { first: number; last: number };
	/** Token numbers whose files are complete, inclusive, ascending, disjoint. */
	finished: [first: number, last: number][];
	timings: { seconds: number; stages: StageSeconds };
	state: RunState;
	/** Milliseconds since 1970. */
	created: number;
	updated: number;
	problems: Problem[];
}

const TOKEN = v.pipe(v.number(), v.integer(), v.minValue(0));
const SECONDS = v.pipe(v.number(), v.minValue(0));

/** A handle is a platform object that a schema cannot look into; the worker that reads may not even know its class. */
function handleSchema<Handle extends FileSystemHandle>(kind: Handle['kind']): v.GenericSchema<Handle> {
	return v.custom<Handle>(
		(value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
		`Expected the handle of a ${kind}`,
	);
}

const TargetSchema = v.variant('kind', [
	v.object({
		kind: v.literal('folder'),
		directory: handleSchema<FileSystemDirectoryHandle>('directory'),
		folder: v.string(),
	}),
	v.object({ kind: v.literal('zip'), file: handleSchema<FileSystemFileHandle>('file') }),
	v.object({ kind: v.literal('zip-stream'), name: v.string() }),
	v.object({ kind: v.literal('http'), url: v.string(), zip: v.boolean() }),
	v.object({ kind: v.literal('memory') }),
]);

const ProblemSchema = v.object({
	code: v.string(),
	severity: v.picklist(['error', 'warning', 'info']),
	message: v.string(),
	hint: v.exactOptional(v.string()),
	place: v.exactOptional(
		v.object({
			file: v.exactOptional(v.string()),
			layer: v.exactOptional(v.string()),
			trait: v.exactOptional(v.string()),
			field: v.exactOptional(v.string()),
			token: v.exactOptional(v.number()),
		}),
	),
});

const RecordSchema = v.object({
	id: v.string(),
	design: v.unknown(),
	planAlgorithm: v.pipe(v.number(), v.integer()),
	engineVersion: v.string(),
	tables: v.exactOptional(v.instance(Uint8Array<ArrayBuffer>)),
	target: TargetSchema,
	range: v.pipe(
		v.object({ first: TOKEN, last: TOKEN }),
		v.check(({ first, last }) => first <= last, 'Expected first ≤ last'),
	),
	finished: v.pipe(
		v.array(v.tuple([TOKEN, TOKEN])),
		v.check(
			(ranges) => ranges.every(([first, last], i) => first <= last && (i === 0 || first > ranges[i - 1][1])),
			'Expected ascending ranges that do not overlap',
		),
	),
	timings: v.object({ seconds: SECONDS, stages: v.object(v.entriesFromList(STAGES, SECONDS)) }),
	state: v.picklist(['preparing', 'running', 'paused', 'finished', 'cancelled', 'failed']),
	created: v.number(),
	updated: v.number(),
	problems: v.array(ProblemSchema),
});

/** @throws TesseraError `record-damaged`, or what `parseDesign` finds wrong with the design */
export function parseRunRecord(value: unknown): RunRecord {
	const record = checkRecord(RecordSchema, value, 'run');
	return { ...record, design: parseStoredDesign(record.design, `run “${record.id}”`) };
}

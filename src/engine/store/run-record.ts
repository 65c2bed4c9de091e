/** What is kept of a run, so that it can go on after a reload or a crash, and be repeated later. */
import * as v from 'valibot';
import type { Plan } from '../combine/plan.ts';
import type { Design } from '../design/design.ts';
import { OutputSchema } from '../design/schema.ts';
import type { Problem } from '../errors.ts';
import type { SinkTarget } from '../output/sink.ts';
import { STAGES, type RunRequest, type RunState, type StageSeconds } from '../run/run.ts';
import { checkRecord } from './check-record.ts';
import { parseStoredDesign } from './stored-design.ts';

/** A sink's target as far as it can be stored: a stream ends with its page. */
export type StoredTarget = Exclude<SinkTarget, { kind: 'zip-stream' }> | { kind: 'zip-stream'; name: string };

/** What stays as it is while the run goes on; written when it starts and when its tables are made. */
interface RunHead {
	id: string;
	/** As it was when the run started, seed included. */
	design: Design;
	planAlgorithm: number;
	engineVersion: string;
	/** SHA-256 of the plan, lower-case hex: a plan made anew must be the same one. */
	planHash?: string;
	/** Only where the tokens were decided elsewhere. */
	plan?: Plan;
	/** Huffman tables of the run, once made. */
	tables?: Uint8Array<ArrayBuffer>;
	target: StoredTarget;
	/** How it was asked for; absent in records of others. */
	settings?: RunSettings;
	/** Token numbers of the run, inclusive. */
	range: { first: number; last: number };
	/** Milliseconds since 1970. */
	created: number;
}

/** The parts of a request that change nothing in the files except which of them there are. */
type RunSettings = Pick<
	RunRequest,
	| 'project'
	| 'backend'
	| 'workers'
	| 'memoryBudget'
	| 'tokenMetadata'
	| 'priority'
	| 'stallSeconds'
	| 'unattendedMinutes'
>;

/** What changes while the run goes on. */
export interface RunProgressRecord {
	/** Token numbers whose files are complete, inclusive, ascending, disjoint. */
	finished: [first: number, last: number][];
	timings: { seconds: number; stages: StageSeconds };
	state: RunState;
	/** Where the files are, for people. */
	location?: string;
	/** ZIP volumes that are complete. */
	volumes?: number;
	/** Milliseconds since 1970. */
	updated: number;
	problems: Problem[];
}

export interface RunRecord extends RunHead, RunProgressRecord {}

/** What lists show of the part that stays: without the megabytes that only the run itself needs. */
export interface ListedHead extends Omit<RunHead, 'design' | 'plan' | 'tables'> {
	design: Pick<Design, 'name' | 'seed' | 'output'>;
}

/** What lists show of a run. */
export interface ListedRun extends ListedHead, RunProgressRecord {}

export function listedHead(head: RunHead): ListedHead {
	const { id, planAlgorithm, engineVersion, planHash, target, settings, range, created } = head;
	const { name, seed, output } = head.design;
	const listed: ListedHead = {
		id,
		design: { name, seed, output },
		planAlgorithm,
		engineVersion,
		target,
		range,
		created,
	};
	if (planHash !== undefined) listed.planHash = planHash;
	if (settings !== undefined) listed.settings = settings;
	return listed;
}

export function listedRun(record: RunRecord): ListedRun {
	return { ...listedHead(record), ...progressOf(record) };
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
			record: v.exactOptional(v.union([v.string(), v.number()])),
		}),
	),
});

const PlanSchema = v.pipe(
	v.object({
		algorithm: v.number(),
		count: TOKEN,
		layers: TOKEN,
		dna: v.instance(Uint16Array<ArrayBuffer>),
		firstNumber: TOKEN,
		section: v.instance(Uint8Array<ArrayBuffer>),
		special: v.instance(Uint16Array<ArrayBuffer>),
	}),
	v.check(
		({ count, layers, dna, section, special }) =>
			dna.length === count * layers && section.length === count && special.length === count,
		'Expected an entry for each token',
	),
);

const SettingsSchema = v.object({
	project: v.exactOptional(v.string()),
	backend: v.picklist(['auto', 'webgpu', 'canvas2d', 'reference']),
	workers: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
	memoryBudget: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
	tokenMetadata: v.boolean(),
	priority: v.exactOptional(v.picklist(['background', 'fast'])),
	stallSeconds: v.exactOptional(SECONDS),
	unattendedMinutes: v.exactOptional(SECONDS),
});

const ProgressSchema = v.object({
	finished: v.pipe(
		v.array(v.tuple([TOKEN, TOKEN])),
		v.check(
			(ranges) => ranges.every(([first, last], i) => first <= last && (i === 0 || first > ranges[i - 1][1])),
			'Expected ascending ranges that do not overlap',
		),
	),
	timings: v.object({ seconds: SECONDS, stages: v.object(v.entriesFromList(STAGES, SECONDS)) }),
	state: v.picklist(['preparing', 'running', 'paused', 'finished', 'cancelled', 'failed']),
	location: v.exactOptional(v.string()),
	volumes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
	updated: v.number(),
	problems: v.array(ProblemSchema),
});

const ListedHeadSchema = v.object({
	id: v.string(),
	design: v.object({ name: v.string(), seed: v.string(), output: OutputSchema }),
	planAlgorithm: v.pipe(v.number(), v.integer()),
	engineVersion: v.string(),
	planHash: v.exactOptional(v.string()),
	settings: v.exactOptional(SettingsSchema),
	target: TargetSchema,
	range: v.pipe(
		v.object({ first: TOKEN, last: TOKEN }),
		v.check(({ first, last }) => first <= last, 'Expected first ≤ last'),
	),
	created: v.number(),
});

const HeadSchema = v.object({
	...ListedHeadSchema.entries,
	design: v.unknown(),
	plan: v.exactOptional(PlanSchema),
	tables: v.exactOptional(v.instance(Uint8Array<ArrayBuffer>)),
});

const RecordSchema = v.object({ ...ProgressSchema.entries, ...HeadSchema.entries });

/** @throws TesseraError `record-damaged`, or what `parseDesign` finds wrong with the design */
export function parseRunRecord(value: unknown): RunRecord {
	const record = checkRecord(RecordSchema, value, 'run');
	return { ...record, design: parseStoredDesign(record.design, `run “${record.id}”`) };
}

/** As `parseRunRecord`, of the part that stays. */
export function parseRunHead(value: unknown): RunHead {
	const head = checkRecord(HeadSchema, value, 'run');
	return { ...head, design: parseStoredDesign(head.design, `run “${head.id}”`) };
}

/** @returns undefined if it does not fit: the run's record itself then tells */
export function parseListedHead(value: unknown): ListedHead | undefined {
	const result = v.safeParse(ListedHeadSchema, value);
	return result.success ? result.output : undefined;
}

/** @throws TesseraError `record-damaged`, naming the run */
export function parseRunProgress(value: unknown, id: string): RunProgressRecord {
	return checkRecord(ProgressSchema, value, 'run', { id });
}

/** The part of a record that changes while the run goes on. */
export function progressOf(record: RunRecord): RunProgressRecord {
	const { finished, timings, state, location, volumes, updated, problems } = record;
	const progress: RunProgressRecord = { finished, timings, state, updated, problems };
	if (location !== undefined) progress.location = location;
	if (volumes !== undefined) progress.volumes = volumes;
	return progress;
}

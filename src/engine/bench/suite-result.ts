/** The result of a device benchmark as it is stored, exported, shared and loaded again. */
import * as v from 'valibot';
import { TesseraError } from '../errors.ts';
import { scoreValue } from './suite-score.ts';
import { rowInfo } from './suite.ts';

/** Raised when the shape of the result changes; the suite's own version says what was measured. */
export const RESULT_SCHEMA = 'tessera-device-benchmark-1';

/** Results come from files and links of strangers: every text and list has an end. */
const Text = v.pipe(v.string(), v.maxLength(400));
const Name = v.pipe(v.string(), v.maxLength(60));
const Figure = v.pipe(v.number(), v.finite(), v.minValue(0));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const RowSchema = v.object({
	id: v.pipe(
		Name,
		v.check((id) => rowInfo(id) !== undefined, 'Expected a row of the suite'),
	),
	/** Until the work was done, by the clock on the wall; or by the GPU's timestamps, of the shader alone. */
	timing: v.picklist(['wall', 'gpu-timestamps']),
	/** One per round, in the row's unit. */
	samples: v.pipe(v.array(v.pipe(Figure, v.gtValue(0))), v.minLength(1), v.maxLength(100)),
	/** What it ran on, where that is not the same for all rows, e.g. a software adapter. */
	note: v.exactOptional(Text),
});

const GpuSchema = v.object({
	/** As the browser tells them, often empty. */
	vendor: Text,
	architecture: Text,
	device: Text,
	description: Text,
	/** Computes on the processor. */
	software: v.boolean(),
	limits: v.record(Name, Figure),
	features: v.pipe(v.array(Name), v.maxLength(100)),
});

const DeviceSchema = v.object({
	/** Name and version, e.g. `Chrome 156`. */
	browser: Text,
	/** Name and version as far as the browser tells. */
	system: Text,
	/** Of the processor, e.g. `x86 64`. */
	architecture: v.exactOptional(Text),
	/** Logical cores. */
	cores: v.pipe(Count, v.minValue(1)),
	/** Gigabytes, as the browser rounds them (at most 8 in most). */
	memoryGB: v.exactOptional(Figure),
	/** What the browser would let this page store, gigabytes. */
	storageGB: v.exactOptional(Figure),
	/** Absent where there is no WebGPU adapter. */
	gpu: v.exactOptional(GpuSchema),
	/** Absent where the browser does not tell. */
	onBattery: v.exactOptional(v.boolean()),
});

/** Why the figures do not stand for the device. */
const FaultSchema = v.object({
	code: v.picklist(['tab-hidden', 'busy', 'unsteady', 'device-lost', 'throttled', 'incomplete']),
	message: Text,
});

const ResultSchema = v.object({
	schema: v.literal(RESULT_SCHEMA),
	/** Version of the suite; scores of different versions are not comparable. */
	suite: v.pipe(Count, v.minValue(1)),
	mode: v.picklist(['quick', 'full']),
	/** Version of Tessera. */
	engine: Name,
	/** UTC, ISO 8601. */
	taken: v.pipe(v.string(), v.isoTimestamp()),
	/** Of the whole suite. */
	seconds: Figure,
	device: DeviceSchema,
	/** Compositor and band workers of the pipeline rows. */
	backend: v.picklist(['webgpu', 'canvas2d', 'reference']),
	workers: v.pipe(Count, v.minValue(1)),
	/** Parameters that were not the suite's own, for people; a result with any is not comparable. */
	deviations: v.pipe(v.array(Text), v.maxLength(10)),
	rows: v.pipe(v.array(RowSchema), v.maxLength(200)),
	/** Rows that could not be measured, and why. */
	missing: v.pipe(v.array(v.object({ id: Name, reason: Text })), v.maxLength(200)),
	/** Share of the processor's time that other programs took, per round. */
	contention: v.pipe(v.array(v.pipe(Figure, v.maxValue(1))), v.maxLength(100)),
	/** With any, the result is invalid and has no score. */
	faults: v.pipe(v.array(FaultSchema), v.maxLength(20)),
	score: v.nullable(v.object({ value: Figure, low: Figure, high: Figure })),
});

export type SuiteResult = v.InferOutput<typeof ResultSchema>;
export type SuiteRow = v.InferOutput<typeof RowSchema>;
export type SuiteFault = v.InferOutput<typeof FaultSchema>;
export type DeviceFacts = v.InferOutput<typeof DeviceSchema>;
export type GpuFacts = v.InferOutput<typeof GpuSchema>;

/** Rounding of exported figures moves a score less than this. */
const SCORE_TOLERANCE = 1e-3;

/**
 * A result from anywhere: a file of the page, of `npm run bench -- --json`, a link, this device's history.
 * @param origin the file's name or the like, for messages
 * @throws TesseraError `benchmark-unreadable`
 */
export function parseSuiteResult(value: unknown, origin: string): SuiteResult {
	const inner =
		typeof value === 'object' && value !== null && 'device' in value && 'ratios' in value ? value.device : value;
	const parsed = v.safeParse(ResultSchema, inner);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		throw unreadable(origin, `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
	}
	const result = parsed.output;
	const { score } = result;
	const computed = scoreValue(result);
	const agrees =
		score === null || computed === undefined
			? score === null && computed === undefined
			: Math.abs(score.value / computed - 1) < SCORE_TOLERANCE;
	if (!agrees) throw unreadable(origin, 'its score does not follow from its samples');
	return result;
}

function unreadable(origin: string, why: string): TesseraError {
	return new TesseraError({
		code: 'benchmark-unreadable',
		message: `“${origin}” is not a benchmark result that can be shown: ${why}.`,
		hint: 'Load a JSON file that the benchmark wrote, unchanged.',
		place: { file: origin },
	});
}

/** `run.json`: what is needed to make the same files again, to prove them, and to put shards of one collection together. */
import * as v from 'valibot';
import { TesseraError } from '../errors.ts';
import { STAGES } from '../run/run.ts';

export const RUN_JSON_VERSION = 1;

const HEX_SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const TOKEN = v.pipe(v.number(), v.integer(), v.minValue(0));
const AMOUNT = v.pipe(v.number(), v.minValue(0));

const RunJsonSchema = v.object({
	version: v.literal(RUN_JSON_VERSION),
	/** Of Tessera, e.g. `0.1.0`. */
	engineVersion: v.string(),
	planAlgorithm: v.pipe(v.number(), v.integer()),
	collection: v.string(),
	seed: v.string(),
	/** SHA-256 of the design, lower-case hex. */
	designHash: HEX_SHA256,
	/** Tokens of the whole plan. */
	count: TOKEN,
	firstNumber: TOKEN,
	/** Token numbers that this run wrote, inclusive. */
	range: v.object({ first: TOKEN, last: TOKEN }),
	output: v.object({
		width: AMOUNT,
		height: AMOUNT,
		format: v.picklist(['png', 'webp', 'jpeg', 'avif']),
		quality: AMOUNT,
		fit: v.picklist(['stretch', 'contain', 'cover', 'none']),
		resampling: v.picklist(['smooth', 'pixelated']),
	}),
	/** Name of the compositor; of several shards, all of them. */
	backend: v.string(),
	workers: AMOUNT,
	/** Seconds from start to end, pauses left out; of several shards, their sum. */
	seconds: AMOUNT,
	/** Seconds per stage summed over all workers. */
	stages: v.object(v.entriesFromList(STAGES, AMOUNT)),
	/** Bytes of all images. */
	bytes: AMOUNT,
	/** What was foretold before the first image, and what came true; as `ForecastOutcome`. Absent for several shards. */
	forecast: v.optional(
		v.object({
			tiles: AMOUNT,
			tilesActual: AMOUNT,
			bytes: v.exactOptional(AMOUNT),
			bytesActual: AMOUNT,
			seconds: v.exactOptional(AMOUNT),
			secondsActual: AMOUNT,
			memoryBytes: AMOUNT,
			memoryBytesActual: AMOUNT,
			bottleneck: v.exactOptional(v.picklist(STAGES)),
		}),
	),
	provenance: v.optional(
		v.object({ algorithm: v.literal('sha256'), concatenation: HEX_SHA256, images: v.array(HEX_SHA256) }),
	),
});

/** The content of `run.json`. */
export type RunJson = v.InferOutput<typeof RunJsonSchema>;

/** The file `run.json`. */
export function runJsonFile(run: RunJson): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(`${JSON.stringify(run, null, 2)}\n`);
}

/**
 * @param file where the text comes from, for messages
 * @throws TesseraError `run-json-invalid`
 */
export function parseRunJson(text: string, file: string): RunJson {
	const invalid = (why: string): TesseraError =>
		new TesseraError({
			code: 'run-json-invalid',
			message: `“${file}” is not a record of a Tessera run: ${why}.`,
			hint: 'Use the run.json that the run wrote, unchanged.',
			place: { file },
		});
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw invalid('it is not JSON');
	}
	const result = v.safeParse(RunJsonSchema, value);
	if (!result.success) {
		const [issue] = result.issues;
		throw invalid(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
	}
	const { range, firstNumber, count, provenance } = result.output;
	if (range.last < range.first || range.first < firstNumber || range.last >= firstNumber + count) {
		throw invalid(`its range ${range.first} to ${range.last} lies outside the collection`);
	}
	if (provenance !== undefined && provenance.images.length !== range.last - range.first + 1) {
		throw invalid('its provenance does not have one hash per image');
	}
	return result.output;
}

/** What is written down about a run: in its folder for others, in the store for itself. */
import type { Plan } from '../combine/plan.ts';
import { designHash } from '../design/design-hash.ts';
import { forecastOutcome } from '../forecast/outcome.ts';
import { RUN_JSON_VERSION } from '../metadata/run-json.ts';
import type { RunJson } from '../metadata/run-json.ts';
import type { SinkTarget } from '../output/sink.ts';
import type { RunRecord, StoredTarget } from '../store/run-record.ts';
import { ENGINE_VERSION } from '../version.ts';
import type { RunRequest, RunSnapshot, RunState } from './run.ts';
import type { TokenLedger } from './token-ledger.ts';

export interface RunFacts {
	request: RunRequest;
	plan: Plan;
	planHash: string;
	ledger: TokenLedger;
	/** Huffman tables, once made. */
	tables: Uint8Array<ArrayBuffer> | undefined;
	target: SinkTarget;
	volumes: number;
	/** Milliseconds since 1970. */
	created: number;
	/** What the record and the files that are complete agree on; of a ZIP, its complete volumes. */
	finished: [number, number][];
}

/** First and last token number of rows. */
export function numbersOf(plan: Plan, { first, count }: { first: number; count: number }): [number, number] {
	return [plan.firstNumber + first, plan.firstNumber + first + count - 1];
}

/**
 * The content of `run.json`. Equal runs give equal records but for `backend`, `workers`, `seconds`, `stages` and `forecast`,
 * which tell how it went; `seconds` and `stages` are of all sessions of the run.
 */
export async function runJsonOf({ request, plan, ledger }: RunFacts, snapshot: RunSnapshot): Promise<RunJson> {
	const { design } = request;
	const [first, last] = numbersOf(plan, ledger);
	const forecast = forecastOutcome(snapshot);
	return {
		version: RUN_JSON_VERSION,
		engineVersion: ENGINE_VERSION,
		planAlgorithm: plan.algorithm,
		collection: design.name,
		seed: design.seed,
		designHash: await designHash(design),
		count: plan.count,
		firstNumber: plan.firstNumber,
		range: { first, last },
		output: design.output,
		backend: snapshot.backend,
		workers: snapshot.workers,
		seconds: snapshot.seconds,
		stages: snapshot.stages,
		bytes: ledger.bytes,
		...(forecast === undefined ? {} : { forecast }),
	};
}

/** @param updated milliseconds since 1970 */
export function runRecordOf(facts: RunFacts, snapshot: RunSnapshot, state: RunState, updated: number): RunRecord {
	const { request, plan, ledger, target } = facts;
	const { id, design, backend, tokenMetadata, project, workers, memoryBudget } = request;
	const { priority, stallSeconds, unattendedMinutes } = request;
	const [first, last] = numbersOf(plan, ledger);
	return {
		id,
		design,
		planAlgorithm: plan.algorithm,
		engineVersion: ENGINE_VERSION,
		planHash: facts.planHash,
		...(request.plan === undefined ? {} : { plan }),
		...(facts.tables === undefined ? {} : { tables: facts.tables }),
		target: storedTarget(target),
		settings: {
			backend,
			tokenMetadata,
			...(project === undefined ? {} : { project }),
			...(workers === undefined ? {} : { workers }),
			...(memoryBudget === undefined ? {} : { memoryBudget }),
			...(priority === undefined ? {} : { priority }),
			...(stallSeconds === undefined ? {} : { stallSeconds }),
			...(unattendedMinutes === undefined ? {} : { unattendedMinutes }),
		},
		range: { first, last },
		created: facts.created,
		finished: facts.finished,
		timings: { seconds: snapshot.seconds, stages: snapshot.stages },
		state,
		location: snapshot.location,
		volumes: facts.volumes,
		updated,
		problems: snapshot.problems,
	};
}

function storedTarget(target: SinkTarget): StoredTarget {
	return target.kind === 'zip-stream' ? { kind: target.kind, name: target.name } : target;
}

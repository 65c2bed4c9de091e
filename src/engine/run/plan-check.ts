/** The plan of a run, made or taken over, and the same one every time. */
import { makePlan } from '../combine/make-plan.ts';
import { PLAN_ALGORITHM } from '../combine/plan.ts';
import type { Plan } from '../combine/plan.ts';
import { assetHash } from '../design/asset-hash.ts';
import { TesseraError } from '../errors.ts';
import type { RunRecord } from '../store/run-record.ts';
import { ENGINE_VERSION } from '../version.ts';
import type { RunRequest } from './run.ts';
import type { RowRange } from './token-ledger.ts';

/**
 * @param record of the run that is resumed
 * @throws TesseraError what `makePlan` throws; `run-changed` if an unfinished run would go on with other tokens or bytes
 */
export async function planOf(
	{ design, plan: given }: RunRequest,
	record: RunRecord | undefined,
): Promise<{ plan: Plan; planHash: string }> {
	if (record !== undefined && record.engineVersion !== ENGINE_VERSION) {
		throw changed(`it was begun with version ${record.engineVersion} of Tessera, and this is ${ENGINE_VERSION}`);
	}
	if (record !== undefined && given === undefined && record.planAlgorithm !== PLAN_ALGORITHM) {
		throw changed('this version of Tessera decides tokens differently');
	}
	const plan = given ?? (await makePlan(design));
	const planHash = await hashOf(plan);
	if (record?.planHash !== undefined && record.planHash !== planHash) {
		throw changed('the tokens that its design gives are no longer the ones that it began with');
	}
	return { plan, planHash };
}

function changed(why: string): TesseraError {
	return new TesseraError({
		code: 'run-changed',
		message: `This run cannot be resumed: ${why}.`,
		hint: 'Generate the collection again into a new folder; what is already written stays.',
	});
}

/** SHA-256 of everything in a plan. */
async function hashOf({ algorithm, count, layers, firstNumber, dna, section, special }: Plan): Promise<string> {
	const head = new TextEncoder().encode(JSON.stringify([algorithm, count, layers, firstNumber]));
	return assetHash(new Uint8Array(await new Blob([head, dna, section, special]).arrayBuffer()));
}

/** The plan rows that a request is about. @throws TesseraError `bad-range` */
export function rowsOf({ range }: RunRequest, plan: Plan): RowRange {
	if (range === undefined) return { first: 0, count: plan.count };
	const first = range.first - plan.firstNumber;
	const count = range.last - range.first + 1;
	if (first < 0 || count < 1 || first + count > plan.count) {
		throw new TesseraError({
			code: 'bad-range',
			message: `Tokens ${range.first} to ${range.last} are not all in the collection.`,
			hint: `It has the numbers ${plan.firstNumber} to ${plan.firstNumber + plan.count - 1}.`,
			place: { field: 'range' },
		});
	}
	return { first, count };
}

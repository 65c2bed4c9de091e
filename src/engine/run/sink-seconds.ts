/** What writing one token's files costs a sink that has nothing else to wait for. */
import { calibratedSink, DEFAULT_CALIBRATION } from '../bench/calibration.ts';
import type { Calibration, CalibratedSink } from '../bench/calibration.ts';
import type { TokenFiles } from '../forecast/make-forecast.ts';
import { endHttpTrial } from '../output/http-sink.ts';
import { openSink } from '../output/open-sink.ts';
import type { SinkTarget } from '../output/sink.ts';

/** Tokens whose files are written for a trial, and bytes that are enough for one. */
const TRIAL_TOKENS = 100;
const TRIAL_BYTES = 16e6;
/** Of the run's tokens; the trial is made but once on a device. */
const TRIAL_SHARE = 0.05;
const WARM_UP_TOKENS = 8;
/** About what a token's metadata take. */
const SMALL_BYTES = 1000;
/** A shorter run is over before a trial would be worth it. */
const LEAST_TOKENS = 200;

/**
 * @param tokens of the run
 * @returns seconds for a token: as calibrated, or where nothing is known of this device yet, as a short trial takes
 */
export async function sinkSeconds(
	target: SinkTarget,
	tokens: number,
	files: TokenFiles,
	costs: Calibration,
): Promise<number> {
	const isServer = target.kind === 'http' && !target.zip;
	// Without a figure of its own, the command line's server takes about what these take.
	const sink = calibratedSink(target.kind) ?? (isServer ? 'folder' : 'zip');
	const known = files.count * costs.secondsPerFile[sink] + files.bytes * costs.secondsPerByte[sink];
	if (sink === 'memory' || tokens < LEAST_TOKENS || (!isServer && isKnown(sink, costs))) return known;
	const tried = Math.ceil(Math.min(TRIAL_TOKENS, tokens * TRIAL_SHARE, TRIAL_BYTES / files.bytes));
	try {
		return isServer ? await serverTrial(target, files, tried) : await privateTrial(sink, files, tried);
	} catch {
		// No private files in this browser, or no space for them: what is known must do.
		return known;
	}
}

function isKnown(sink: CalibratedSink, { secondsPerFile, secondsPerByte }: Calibration): boolean {
	const usual = DEFAULT_CALIBRATION;
	return secondsPerFile[sink] !== usual.secondsPerFile[sink] || secondsPerByte[sink] !== usual.secondsPerByte[sink];
}

/** Writes files of this size among the origin's private ones, and removes them. */
async function privateTrial(sink: 'folder' | 'zip', files: TokenFiles, tokens: number): Promise<number> {
	const root = await navigator.storage.getDirectory();
	const folder = trialFolder();
	const directory = await root.getDirectoryHandle(folder, { create: true });
	try {
		if (sink === 'folder') return await writeOnTrial({ kind: 'folder', directory, folder: 'files' }, '', files, tokens);
		const file = await directory.getFileHandle('files.zip', { create: true });
		return await writeOnTrial({ kind: 'zip', file }, '', files, tokens);
	} finally {
		await root.removeEntry(folder, { recursive: true });
	}
}

async function serverTrial(target: SinkTarget & { kind: 'http' }, files: TokenFiles, tokens: number): Promise<number> {
	const folder = trialFolder();
	try {
		return await writeOnTrial(target, `${folder}/`, files, tokens);
	} finally {
		await endHttpTrial(target.url, folder);
	}
}

const trialFolder = () => `tessera-trial-${crypto.randomUUID()}`;

/** @param below path of the files, with `/` at its end. @returns seconds for the files of one token */
async function writeOnTrial(
	target: SinkTarget,
	below: string,
	{ count, bytes }: TokenFiles,
	tokens: number,
): Promise<number> {
	const image = Math.max(1, Math.ceil(bytes - SMALL_BYTES * (count - 1)));
	const sink = await openSink(target);
	const write = async (from: number, to: number): Promise<void> => {
		for (let token = from; token < to; token++) {
			await sink.write({ path: `${below}images/${token}`, bytes: new Uint8Array(image) });
			for (let file = 1; file < count; file++) {
				await sink.write({ path: `${below}metadata/${token}`, bytes: new Uint8Array(SMALL_BYTES) });
			}
		}
		await sink.flush();
	};
	await write(0, WARM_UP_TOKENS);
	const started = performance.now();
	await write(WARM_UP_TOKENS, WARM_UP_TOKENS + tokens);
	const seconds = (performance.now() - started) / 1000;
	await sink.close();
	return seconds / tokens;
}

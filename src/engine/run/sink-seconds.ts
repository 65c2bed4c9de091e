/** What writing one token's files costs a sink that has nothing else to wait for. */
import { calibratedSink, DEFAULT_CALIBRATION } from '../bench/calibration.ts';
import type { Calibration, CalibratedSink } from '../bench/calibration.ts';
import type { TokenFiles } from '../forecast/make-forecast.ts';
import { openSink } from '../output/open-sink.ts';
import type { SinkTarget } from '../output/sink.ts';

/** The command line's server on the same machine. */
const SERVER = { secondsPerFile: 2e-4, secondsPerByte: 5e-9 };

/** Tokens whose files are written for a trial, and bytes that are enough for one. */
const TRIAL_TOKENS = 40;
const TRIAL_BYTES = 16e6;
const WARM_UP_TOKENS = 8;
/** About what a token's metadata take. */
const SMALL_BYTES = 1000;
const TRIAL_FOLDER = 'tessera-trial';

/** A shorter run is over before a trial would be worth it. */
const LEAST_TOKENS = 200;

/**
 * @param tokens of the run
 * @returns seconds for a token: as calibrated, or where nothing is known of this device yet, as a short trial takes
 */
export async function sinkSeconds(
	{ kind }: SinkTarget,
	tokens: number,
	files: TokenFiles,
	costs: Calibration,
): Promise<number> {
	const sink = calibratedSink(kind);
	if (sink === undefined) return files.count * SERVER.secondsPerFile + files.bytes * SERVER.secondsPerByte;
	const { secondsPerFile, secondsPerByte } = costs;
	const known = files.count * secondsPerFile[sink] + files.bytes * secondsPerByte[sink];
	if (sink === 'memory' || tokens < LEAST_TOKENS || isKnown(sink, costs)) return known;
	try {
		return await trial(sink, files);
	} catch {
		// No private files in this browser, or no space for them: the usual cost must do.
		return known;
	}
}

function isKnown(sink: CalibratedSink, { secondsPerFile, secondsPerByte }: Calibration): boolean {
	const usual = DEFAULT_CALIBRATION;
	return secondsPerFile[sink] !== usual.secondsPerFile[sink] || secondsPerByte[sink] !== usual.secondsPerByte[sink];
}

/** Writes files of this size among the origin's private ones, and removes them. */
async function trial(sink: 'folder' | 'zip', { count, bytes }: TokenFiles): Promise<number> {
	const root = await navigator.storage.getDirectory();
	const folder = `${TRIAL_FOLDER}-${crypto.randomUUID()}`;
	const directory = await root.getDirectoryHandle(folder, { create: true });
	try {
		const target: SinkTarget =
			sink === 'folder'
				? { kind: 'folder', directory, folder: 'files' }
				: { kind: 'zip', file: await directory.getFileHandle('files.zip', { create: true }) };
		const tokens = Math.max(1, Math.min(TRIAL_TOKENS, Math.floor(TRIAL_BYTES / bytes)));
		const image = Math.max(1, Math.ceil(bytes - SMALL_BYTES * (count - 1)));
		const opened = await openSink(target);
		const write = async (from: number, to: number): Promise<void> => {
			for (let token = from; token < to; token++) {
				await opened.write({ path: `images/${token}`, bytes: new Uint8Array(image) });
				for (let file = 1; file < count; file++) {
					await opened.write({ path: `metadata/${token}`, bytes: new Uint8Array(SMALL_BYTES) });
				}
			}
			await opened.flush();
		};
		await write(0, WARM_UP_TOKENS);
		const started = performance.now();
		await write(WARM_UP_TOKENS, WARM_UP_TOKENS + tokens);
		const seconds = (performance.now() - started) / 1000;
		await opened.close();
		return seconds / tokens;
	} finally {
		await root.removeEntry(folder, { recursive: true });
	}
}

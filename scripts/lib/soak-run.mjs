// Leaves one long run alone and watches what grows.
import { setTimeout as wait } from 'node:timers/promises';
import { createMemoryMeter } from './memory-meter.mjs';
import { totalOf } from './process-memory.mjs';
import { openSoakBrowser } from './soak-browser.mjs';
import { heapWords, megabytes, memoryTable, roleWords } from './soak-table.mjs';
import { watchThreadHeaps } from './thread-heaps.mjs';

const SAMPLE_MILLISECONDS = 2000;
const ID = 'soak';

/** What a run may cost, however long it is. */
const MOST_BYTES = 500e6;
/** Over the last half of the run; below this a garbage collection more or less decides. */
const MOST_GROWTH_BYTES = 30e6;
const MOST_TASK_MILLISECONDS = 50;
const MOST_WRITES_PER_SECOND = 1.1;

/**
 * @param {object} options
 * @param {number} options.count tokens
 * @param {number} options.size pixels
 * @param {boolean} options.isZip into one ZIP file instead of loose files
 * @param {boolean} options.isPrivate into the private file system instead of a picked folder
 * @param {number | undefined} options.memoryBudget bytes that the run may count; absent: by device
 * @param {{ memoryGB: number | undefined, cores: number | undefined }} options.machine to take this one for; absent: as it is
 * @param {(line: string) => void} options.say
 * @returns {Promise<boolean>} whether everything stayed within its bounds
 */
export async function runSoak({ count, size, isZip, isPrivate, memoryBudget, machine, say }) {
	const browser = await openSoakBrowser({ isPrivate, say });
	try {
		const { page } = browser;
		const heaps = await watchThreadHeaps(page);
		await wait(SAMPLE_MILLISECONDS);
		const meter = createMemoryMeter(browser.profile);
		say(
			`The browser, idle with its page loaded: ${megabytes(totalOf(meter.baseline))} MB; what follows is added to that.`,
		);
		const began = await page.evaluate((given) => globalThis.runPage.start(given), {
			id: ID,
			count,
			size,
			folder: ID,
			isZip,
			machine,
			more: memoryBudget === undefined ? {} : { memoryBudget },
		});
		/** @type {{ done: number, bytes: number }[]} */
		const samples = [];
		let lastSaid = 0;
		/** @type {import('./memory-meter.mjs').MemoryMoment} */
		let peak = { bytes: 0, roles: new Map() };
		let mostCounted = 0;
		for (;;) {
			await wait(SAMPLE_MILLISECONDS);
			const snapshot = await page.evaluate((id) => globalThis.runPage.snapshot(id), ID);
			if (snapshot === undefined) continue;
			const { state, done, problems, seconds, journalWrites, imagesPerSecond, memoryBytes } = snapshot;
			const moment = meter.nextMoment();
			if (moment.bytes > peak.bytes) peak = moment;
			mostCounted = Math.max(mostCounted, memoryBytes);
			if (state === 'running') samples.push({ done, bytes: moment.bytes });
			if (done - lastSaid >= count / 20 || state === 'finished') {
				lastSaid = done;
				const where = `${megabytes(moment.bytes)} MB added (${roleWords(moment.roles)}), ${megabytes(memoryBytes)} MB counted`;
				const threads =
					state === 'running' ? `; heaps, platform objects and buffers of threads: ${heapWords(await heaps())}` : '';
				say(`${done} of ${count}, ${Math.round(imagesPerSecond)} images/s, ${where}${threads}`);
			}
			if (state === 'preparing' || state === 'running') continue;
			if (state !== 'finished') {
				say(`The run ${state}: ${problems.at(-1)?.message}`);
				return false;
			}
			meter.stop();
			say(`At the highest, ${megabytes(peak.bytes)} MB added, MB:`);
			for (const line of memoryTable(meter.baseline, peak.roles)) say(line);
			// The browser tells of a task after it has ended.
			await wait(SAMPLE_MILLISECONDS);
			const longestTask = await page.evaluate((since) => globalThis.runPage.longestTask(since), began);
			return judge({
				samples,
				peakBytes: peak.bytes,
				counted: { most: mostCounted, budget: snapshot.memoryBudget },
				mostBytes: machine.memoryGB === undefined ? MOST_BYTES : Math.min(MOST_BYTES, snapshot.memoryBudget),
				longestTask: { ...longestTask, at: longestTask.at - began },
				writes: journalWrites,
				seconds,
				say,
			});
		}
	} finally {
		await browser.close();
	}
}

/**
 * @param {object} figures
 * @param {{ done: number, bytes: number }[]} figures.samples
 * @param {number} figures.peakBytes
 * @param {{ most: number, budget: number }} figures.counted by the run itself
 * @param {number} figures.mostBytes that may be added to the browser
 * @param {{ milliseconds: number, at: number }} figures.longestTask of the page, and how long after the start
 * @param {number} figures.writes
 * @param {number} figures.seconds
 * @param {(line: string) => void} figures.say
 * @returns {boolean}
 */
function judge({ samples, peakBytes, counted, mostBytes, longestTask, writes, seconds, say }) {
	const half = samples.slice(Math.floor(samples.length / 2));
	const growth = slope(half) * ((half.at(-1)?.done ?? 0) - (half[0]?.done ?? 0));
	const checks = [
		{
			what: 'memory added at most',
			value: `${megabytes(peakBytes)} of ${megabytes(mostBytes)} MB`,
			holds: peakBytes < mostBytes,
		},
		{ what: 'growth over the last half', value: `${megabytes(growth)} MB`, holds: growth < MOST_GROWTH_BYTES },
		{
			what: 'memory that the run counts',
			value: `${megabytes(counted.most)} of ${megabytes(counted.budget)} MB`,
			holds: counted.most <= counted.budget,
		},
		{
			what: 'longest task of the page',
			value: `${Math.round(longestTask.milliseconds)} ms, ${(longestTask.at / 1000).toFixed(1)} s after the start`,
			holds: longestTask.milliseconds <= MOST_TASK_MILLISECONDS,
		},
		{
			what: 'journal writes',
			value: `${writes} in ${Math.round(seconds)} s`,
			holds: writes <= seconds * MOST_WRITES_PER_SECOND + 5,
		},
	];
	for (const { what, value, holds } of checks) say(`${holds ? 'ok    ' : 'FAILED'} ${what}: ${value}`);
	return checks.every(({ holds }) => holds);
}

/**
 * Least squares.
 * @param {{ done: number, bytes: number }[]} samples
 * @returns {number} bytes per token
 */
function slope(samples) {
	const n = samples.length;
	const meanDone = samples.reduce((sum, { done }) => sum + done, 0) / n;
	const meanBytes = samples.reduce((sum, { bytes }) => sum + bytes, 0) / n;
	let covariance = 0;
	let variance = 0;
	for (const { done, bytes } of samples) {
		covariance += (done - meanDone) * (bytes - meanBytes);
		variance += (done - meanDone) ** 2;
	}
	return variance === 0 ? 0 : covariance / variance;
}

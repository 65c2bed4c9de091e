// Kills a whole browser in the middle of a run, starts it again, resumes, and compares with a run that nothing disturbed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openKillableBrowser } from './killable-browser.mjs';
import { serveRunPage } from './run-page.mjs';

/** @typedef {Awaited<ReturnType<typeof openKillableBrowser>>} Browser */

const POLL_MILLISECONDS = 50;
/** The run's own watchdog restarts what hangs well before. */
const STALL_MILLISECONDS = 300_000;
const WHOLE = 'whole';

/**
 * @param {object} options
 * @param {number} options.rounds
 * @param {number} options.count tokens
 * @param {number} options.size pixels
 * @param {(line: string) => void} options.say
 * @returns {Promise<number>} rounds that held
 */
export async function runKillRounds({ rounds, count, size, say }) {
	const profile = await mkdtemp(join(tmpdir(), 'tessera-kill-'));
	const server = await serveRunPage();
	try {
		const browser = await openKillableBrowser(profile, server.url);
		const started = performance.now();
		await browser.page.evaluate((given) => globalThis.runPage.start(given), { id: WHOLE, count, size, folder: WHOLE });
		await finished(browser, WHOLE);
		const milliseconds = performance.now() - started;
		const whole = await browser.page.evaluate((folder) => globalThis.runPage.tree(folder), WHOLE);
		await browser.kill();
		say(`undisturbed: ${whole.length} files in ${(milliseconds / 1000).toFixed(1)} s`);
		let held = 0;
		for (let round = 1; round <= rounds; round++) {
			const outcome = await killOnce({ profile, url: server.url, round, count, size, milliseconds, whole });
			say(`round ${round}: ${outcome.text}`);
			if (outcome.holds) held++;
		}
		return held;
	} finally {
		await server.close();
		await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

/**
 * @param {object} round
 * @param {string} round.profile
 * @param {string} round.url
 * @param {number} round.round
 * @param {number} round.count
 * @param {number} round.size
 * @param {number} round.milliseconds that the undisturbed run took
 * @param {[string, string][]} round.whole its files
 * @returns {Promise<{ holds: boolean, text: string }>}
 */
async function killOnce({ profile, url, round, count, size, milliseconds, whole }) {
	const id = `round-${round}`;
	const options = { id, count, size, folder: id };
	const first = await inBrowser(profile, url, async (browser) => {
		await browser.page.evaluate((given) => globalThis.runPage.start(given), options);
		const started = performance.now();
		const snapshot = await randomMoment(browser, id, count, milliseconds);
		return { done: snapshot?.done ?? 0, delay: performance.now() - started };
	});
	if (first.lost !== undefined) return { holds: false, text: `before it was killed, ${first.lost}` };
	const { done, delay } = first.value;
	const second = await inBrowser(profile, url, async (browser) => {
		const { page, errors } = browser;
		const isKept = await page.evaluate((run) => globalThis.runPage.resume(run), id);
		// Killed before anything was decided: there is nothing to resume, and nothing lost.
		if (!isKept) await page.evaluate((given) => globalThis.runPage.start(given), options);
		const kept = await firstFigure(browser, id);
		const last = await finished(browser, id);
		const tree = await page.evaluate((folder) => globalThis.runPage.tree(folder), id);
		await page.evaluate((folder) => globalThis.runPage.remove(folder), id);
		return { isKept, kept, last, tree, errors };
	});
	if (second.lost !== undefined) {
		return { holds: false, text: `killed after ${(delay / 1000).toFixed(1)} s at ${done}; then ${second.lost}` };
	}
	const { isKept, kept, last, tree, errors } = second.value;
	const when = `killed after ${(delay / 1000).toFixed(1)} s at ${done} of ${count}, ${isKept ? `resumed at ${kept}` : 'begun anew'}`;
	// A run that was finished when it was killed is not resumed, and must be whole as well.
	const isDone = last.state === 'finished' || last.problems.at(-1)?.code === 'not-resumable';
	const difference = differenceOf(whole, tree);
	if (!isDone) return { holds: false, text: `${when}: ${last.state}: ${last.problems.at(-1)?.message}` };
	if (difference !== undefined) return { holds: false, text: `${when}: ${difference}` };
	if (errors.length > 0) return { holds: false, text: `${when}: ${errors.join('; ')}` };
	const said = last.problems.map(({ code }) => code).join(', ');
	return { holds: true, text: `${when}: all ${tree.length} files are the same${said === '' ? '' : ` (${said})`}` };
}

/**
 * Does something in a new browser and kills it then.
 * @template T
 * @param {string} profile
 * @param {string} url
 * @param {(browser: Browser) => Promise<T>} work
 * @returns {Promise<{ value: T, lost?: undefined } | { lost: string }>} `lost`: why the work could not be done
 */
async function inBrowser(profile, url, work) {
	/** @type {Browser | undefined} */
	let browser;
	try {
		browser = await openKillableBrowser(profile, url);
		return { value: await work(browser) };
	} catch (error) {
		const fate = browser === undefined ? '' : ` (${browser.fate()})`;
		return { lost: `${error instanceof Error ? error.message : error}${fate}` };
	} finally {
		await browser?.kill();
	}
}

/**
 * Waits until some moment of the run, each as likely as another: one round in five while it prepares, the others by what is
 * done, since the time that a run takes varies more than a round does.
 * @param {Browser} browser
 * @param {string} id
 * @param {number} count
 * @param {number} milliseconds that the undisturbed run took
 */
async function randomMoment({ page }, id, count, milliseconds) {
	const deadline = performance.now() + Math.random() * milliseconds * 0.2;
	const isEarly = Math.random() < 0.2;
	const goal = Math.random() * count;
	for (;;) {
		const snapshot = await page.evaluate((run) => globalThis.runPage.snapshot(run), id);
		const done = snapshot?.done ?? 0;
		if (isEarly ? performance.now() >= deadline : done >= goal || snapshot?.state === 'finished') return snapshot;
		await wait(isEarly ? Math.min(POLL_MILLISECONDS, Math.max(0, deadline - performance.now())) : Math.random() * 20);
	}
}

/**
 * @param {Browser} browser
 * @param {string} id
 */
async function finished({ page }, id) {
	let done = -1;
	let stalledAt = performance.now();
	for (;;) {
		const snapshot = await page.evaluate((run) => globalThis.runPage.snapshot(run), id);
		if (snapshot !== undefined && ['finished', 'failed', 'cancelled', 'paused'].includes(snapshot.state))
			return snapshot;
		if (snapshot !== undefined && snapshot.done !== done) {
			done = snapshot.done;
			stalledAt = performance.now();
		}
		if (performance.now() - stalledAt > STALL_MILLISECONDS) {
			throw new Error(`nothing happened for a long time after ${done} tokens, while: ${snapshot?.activity}`);
		}
		await wait(POLL_MILLISECONDS);
	}
}

/**
 * @param {Browser} browser
 * @param {string} id
 * @returns {Promise<number>} images that the resumed run began with
 */
async function firstFigure({ page }, id) {
	for (;;) {
		const snapshot = await page.evaluate((run) => globalThis.runPage.snapshot(run), id);
		if (snapshot !== undefined && (snapshot.total > 0 || snapshot.state !== 'preparing')) return snapshot.done;
		await wait(POLL_MILLISECONDS);
	}
}

/**
 * @param {[string, string][]} whole
 * @param {[string, string][]} tree
 * @returns {string | undefined}
 */
function differenceOf(whole, tree) {
	const left = new Map(tree);
	for (const [path, hash] of whole) {
		if (!left.has(path)) return `${path} is missing`;
		if (left.get(path) !== hash) return `${path} is another file`;
		left.delete(path);
	}
	const [extra] = left.keys();
	return extra === undefined ? undefined : `${extra} should not be there`;
}

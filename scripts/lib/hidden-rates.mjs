// Measures a run in a hidden tab against the same run in sight, in turns.
import { setTimeout as wait } from 'node:timers/promises';
import { openPlainBrowser } from './plain-browser.mjs';
import { serveRunPage } from './run-page.mjs';

const POLL_MILLISECONDS = 100;
/** After so long out of sight the browser holds timers back. */
const HIDING_MILLISECONDS = 12_000;

/**
 * @param {object} options
 * @param {number} options.count tokens of each run
 * @param {number} options.size pixels
 * @param {number} options.rounds runs of each kind, after one of each that is not counted
 * @param {(line: string) => void} options.say
 * @returns {Promise<number>} mean rate hidden ÷ mean rate in sight
 */
export async function hiddenRates({ count, size, rounds, say }) {
	const server = await serveRunPage();
	const browser = await openPlainBrowser({ url: server.url });
	try {
		/** @param {string} expression @param {unknown} wanted */
		const until = async (expression, wanted) => {
			while ((await browser.evaluate(expression)) !== wanted) await wait(POLL_MILLISECONDS);
		};
		await browser.show();
		await until('globalThis.runPage !== undefined', true);
		await browser.evaluate('globalThis.ticks = 0, setInterval(() => ticks++, 10)');
		/** @returns {Promise<number>} */
		const ticksSoFar = () => browser.evaluate('ticks');
		/** @type {{ visible: number[], hidden: number[] }} */
		const rates = { visible: [], hidden: [] };
		for (let round = 0; round <= rounds; round++) {
			for (const kind of /** @type {const} */ (['visible', 'hidden'])) {
				await (kind === 'visible' ? browser.show() : browser.hide());
				await until('document.visibilityState', kind);
				await wait(kind === 'hidden' ? HIDING_MILLISECONDS : 0);
				const id = `${kind}-${round}`;
				const options = JSON.stringify({ id, count, size, folder: id, more: {} });
				const ticksBefore = await ticksSoFar();
				const startedAt = performance.now();
				await browser.evaluate(`runPage.start(${options}).then(() => 0)`);
				await until(`['finished', 'failed', 'paused'].includes(runPage.snapshot('${id}')?.state)`, true);
				const seconds = (performance.now() - startedAt) / 1000;
				const ticks = (await ticksSoFar()) - ticksBefore;
				/** @type {{ state: string, seconds: number }} */
				const snapshot = await browser.evaluate(`runPage.snapshot('${id}')`);
				const seen = await browser.evaluate('document.visibilityState');
				if (snapshot.state !== 'finished' || seen !== kind)
					throw new Error(`the run ${snapshot.state}, the tab ${seen}`);
				await browser.evaluate(`runPage.remove('${id}')`);
				const rate = count / snapshot.seconds;
				if (round > 0) rates[kind].push(rate);
				const timers = `${(ticks / seconds).toFixed(1)} of 100 ticks a second`;
				say(
					`${kind}: ${rate.toFixed(1)} images/s, ${seconds.toFixed(1)} s in all, timers ${timers}${round === 0 ? ', not counted' : ''}`,
				);
			}
		}
		return mean(rates.hidden) / mean(rates.visible);
	} finally {
		await browser.close();
		await server.close();
	}
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

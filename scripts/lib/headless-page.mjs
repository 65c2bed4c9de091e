import { describeProblem } from './describe-problem.mjs';
import { openBrowser } from './headless-browser.mjs';
import { CommandError } from './output-folder.mjs';

/** @typedef {import('../../src/ui/headless/headless-options.ts').CommandLine} CommandLine */

/**
 * Opens the page without a user interface in a browser without a window.
 * @param {string} url of the server
 * @param {object} listeners
 * @param {(activity: string) => void} listeners.onActivity
 * @param {(snapshot: Parameters<CommandLine['tesseraProgress']>[0]) => void} [listeners.onProgress]
 * @param {() => void} [listeners.beforeText] called before anything else is written to the terminal
 */
export async function openHeadlessPage(url, { onActivity, onProgress, beforeText = () => undefined }) {
	const browser = await openBrowser();
	const { page } = browser;
	/** @param {unknown} text */
	const say = (text) => {
		beforeText();
		console.error(text);
	};
	page.on('console', (message) => {
		if (message.type() === 'error') say(message.text());
	});
	page.on('pageerror', say);
	const crashed = new Promise((_, fail) => {
		const error = new CommandError('The browser crashed, perhaps for want of memory. Try a smaller --size.');
		page.once('crash', () => fail(error));
		page.once('close', () => fail(new CommandError('The browser was closed.')));
	});
	// Whoever waits for a result hears of it; nobody may be waiting.
	crashed.catch(() => undefined);
	await page.exposeFunction('tesseraActivity', onActivity);
	await page.exposeFunction('tesseraProgress', onProgress ?? (() => undefined));
	await page.exposeFunction(
		'tesseraReport',
		/** @type {(problem: Parameters<CommandLine['tesseraReport']>[0]) => void} */ (problem) =>
			say(describeProblem(problem)),
	);
	await page.goto(`${url}headless.html`);
	await page.waitForFunction(() => globalThis.tesseraHeadless !== undefined);
	return {
		page,
		profile: browser.profile,
		/**
		 * @template T
		 * @param {Promise<T>} result of the page
		 * @returns {Promise<T>}
		 * @throws {CommandError} when the page dies before
		 */
		orCrash: (result) => Promise.race([result, /** @type {Promise<never>} */ (crashed)]),
		close: browser.close,
	};
}

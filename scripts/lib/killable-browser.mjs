import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { browserFlags } from './browser-flags.mjs';
import { requireBrowser } from './find-browser.mjs';

/** Lines of what the browser said last that are kept, to tell why it ended. */
const MOST_LINES = 12;
/** A busy machine takes its time. */
const START_MILLISECONDS = 180_000;

/**
 * Starts a browser without a window whose every process can be killed at once, as a crash or a power cut would.
 * @param {string} profile folder that outlives the browser
 * @param {string} url of the page to open
 */
export async function openKillableBrowser(profile, url) {
	const { chromium } = await import('@playwright/test');
	const flags = [...browserFlags(), '--headless=new', `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
	// A process group of its own: one signal reaches all its processes and no other.
	const child = spawn(await requireBrowser(), [...flags, 'about:blank'], {
		detached: true,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const ended = once(child, 'exit');
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const kill = async () => {
		if (!hasEnded()) signal(child, 'SIGKILL');
		await ended;
	};
	const killAtExit = () => void kill();
	process.once('exit', killAtExit);
	/** @type {string[]} */
	const said = [];
	/** @type {string[]} */
	const errors = [];
	/** What became of it, for people: how it ended, what broke in it and its last words. */
	const fate = () => {
		const how = child.signalCode === null ? `with code ${child.exitCode}` : `by ${child.signalCode}`;
		const words = said.length === 0 ? '' : `; it last said:\n  ${said.join('\n  ')}`;
		return [hasEnded() ? `the browser ended ${how}` : 'the browser is still there', ...errors].join('; ') + words;
	};
	const lines = createInterface({ input: child.stderr });
	/** @type {Promise<string>} */
	const address = new Promise((resolve, reject) => {
		lines.on('line', (line) => {
			said.push(line);
			if (said.length > MOST_LINES) said.shift();
			const match = /DevTools listening on (ws:\S+)/.exec(line);
			if (match?.[1] !== undefined) resolve(match[1]);
		});
		lines.once('close', () => void ended.then(() => reject(new Error('it ended before it could be reached'))));
	});
	try {
		const browser = await chromium.connectOverCDP(await address, { timeout: START_MILLISECONDS });
		const page = await openPage(browser, url, errors);
		return {
			page,
			/** What went wrong in the page. */
			errors,
			fate,
			/** Stops every process of it where it stands, as a machine that goes to sleep does. */
			sleep: () => signal(child, 'SIGSTOP'),
			wake: () => signal(child, 'SIGCONT'),
			async kill() {
				await kill();
				process.off('exit', killAtExit);
				// The connection notices by itself; what is waiting there is of no interest.
				await browser.close().catch(() => undefined);
			},
		};
	} catch (cause) {
		// One that is left holds on to its profile, and no other can be started with it.
		await kill();
		process.off('exit', killAtExit);
		throw new Error(`The browser could not be started: ${cause instanceof Error ? cause.message : cause} (${fate()})`, {
			cause,
		});
	}
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {string[]} errors gets what goes wrong in the page
 */
async function openPage(browser, url, errors) {
	const context = browser.contexts()[0];
	if (context === undefined) throw new Error('the browser has no window');
	const page = context.pages()[0] ?? (await context.newPage());
	page.on('pageerror', (error) => errors.push(String(error)));
	page.on('crash', () => errors.push('the page crashed'));
	await page.goto(url, { timeout: START_MILLISECONDS });
	await page.waitForFunction(() => globalThis.runPage !== undefined, null, { timeout: START_MILLISECONDS });
	return page;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal({ pid }, name) {
	if (pid !== undefined) process.kill(-pid, name);
}

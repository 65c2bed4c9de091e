import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { browserFlags } from './browser-flags.mjs';
import { requireBrowser } from './find-browser.mjs';

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
	const kill = async () => {
		if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
			process.kill(-child.pid, 'SIGKILL');
		await ended;
	};
	const killAtExit = () => void kill();
	process.once('exit', killAtExit);
	const address = await debuggingAddress(child.stderr);
	const browser = await chromium.connectOverCDP(address);
	const context = browser.contexts()[0];
	if (context === undefined) throw new Error('the browser has no window');
	const page = context.pages()[0] ?? (await context.newPage());
	/** @type {string[]} */
	const errors = [];
	page.on('pageerror', (error) => errors.push(String(error)));
	await page.goto(url);
	await page.waitForFunction(() => globalThis.runPage !== undefined);
	return {
		page,
		/** What went wrong in the page. */
		errors,
		async kill() {
			await kill();
			process.off('exit', killAtExit);
			// The connection notices by itself; what is waiting there is of no interest.
			await browser.close().catch(() => undefined);
		},
	};
}

/**
 * @param {import('node:stream').Readable} stderr of the browser
 * @returns {Promise<string>}
 */
async function debuggingAddress(stderr) {
	for await (const line of createInterface({ input: stderr })) {
		const match = /DevTools listening on (ws:\S+)/.exec(line);
		if (match?.[1] !== undefined) {
			stderr.resume();
			return match[1];
		}
	}
	throw new Error('the browser ended before it could be reached');
}

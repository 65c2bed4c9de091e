// A browser as a user has it: test drivers keep every page visible and its timers at full speed, this one does not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserFlags } from './browser-flags.mjs';
import { requireBrowser } from './find-browser.mjs';

/**
 * What the protocol's methods that are called here answer.
 * @typedef {{ targetId: string, sessionId: string, result: { value: unknown }, exceptionDetails?: { exception?: unknown } }} Answer
 */

/**
 * Starts a browser with one page and an empty tab beside it.
 * @param {object} options
 * @param {string} options.url of the page
 * @param {boolean} [options.headless]
 * @param {NodeJS.ProcessEnv} [options.env]
 */
export async function openPlainBrowser({ url, headless = true, env = process.env }) {
	const profile = await mkdtemp(join(tmpdir(), 'tessera-plain-'));
	const flags = [...browserFlags(), `--user-data-dir=${profile}`, '--remote-debugging-pipe'];
	if (headless) flags.push('--headless=new');
	// A process group of its own, so that all its processes can be ended at once.
	const child = spawn(await requireBrowser(), [...flags, 'about:blank'], {
		detached: true,
		env,
		stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
	});
	const ended = once(child, 'exit');
	const kill = () => {
		if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
			process.kill(-child.pid, 'SIGKILL');
		}
	};
	process.once('exit', kill);
	const close = async () => {
		kill();
		process.off('exit', kill);
		await ended;
		await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	const send = connect(child);
	try {
		/** @param {string} address */
		const open = async (address) => (await send('Target.createTarget', { url: address })).targetId;
		const targetId = await open(url);
		const other = await open('about:blank');
		const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
		return {
			/**
			 * @template T what it gives, by the caller's word
			 * @param {string} expression in the page; a promise is awaited
			 * @returns {Promise<T>} its value
			 */
			async evaluate(expression) {
				const params = { expression, awaitPromise: true, returnByValue: true };
				const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessionId);
				if (exceptionDetails !== undefined)
					throw new Error(JSON.stringify(exceptionDetails.exception ?? exceptionDetails));
				return /** @type {T} */ (result.value);
			},
			/** Brings the page to the front. */
			show: () => send('Target.activateTarget', { targetId }),
			/** Brings the other tab to the front. */
			hide: () => send('Target.activateTarget', { targetId: other }),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * The DevTools protocol over a pipe: messages that end with a zero byte.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {(method: string, params?: object, sessionId?: string) => Promise<Answer>}
 */
function connect({ stdio }) {
	const [, , , input, output] = stdio;
	if (!input || !('write' in input) || !output) throw new Error('The browser gave no pipe to talk to it.');
	/** @type {Map<number, { resolve: (result: Answer) => void, reject: (error: Error) => void }>} */
	const calls = new Map();
	let last = 0;
	let rest = '';
	output.on('data', (chunk) => {
		const messages = (rest + chunk).split('\0');
		rest = messages.pop() ?? '';
		for (const message of messages) {
			const { id, result, error } = JSON.parse(message);
			const call = calls.get(id);
			calls.delete(id);
			if (error === undefined) call?.resolve(result);
			else call?.reject(new Error(error.message));
		}
	});
	output.on('close', () => {
		for (const { reject } of calls.values()) reject(new Error('The browser has ended.'));
	});
	return (method, params = {}, sessionId) =>
		new Promise((resolve, reject) => {
			calls.set(++last, { resolve, reject });
			input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
		});
}

// JavaScript heaps of a page and all its workers, nested ones included.

/**
 * @typedef {object} ThreadHeap
 * @property {string} name the worker's, or `page`
 * @property {number} used bytes of the JavaScript heap in use, garbage that is not collected yet included
 * @property {number} total bytes that the heap takes
 * @property {number} platform bytes of the browser's own objects that scripts hold, such as handles of files
 * @property {number} buffers bytes of array buffers that belong to it
 */

/** A thread that is busy answers late; it is left out then. */
const PATIENCE_MILLISECONDS = 1500;

/**
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<ThreadHeap[]>>} asks all threads at once
 */
export async function watchThreadHeaps(page) {
	const root = await page.context().newCDPSession(page);
	/** @type {Map<string, { name: string, send(method: string, parameters: object): Promise<unknown> }>} */
	const workers = new Map();
	/** @type {Map<number, (result: unknown) => void>} */
	const calls = new Map();
	let next = 1;

	/**
	 * @param {(method: string, parameters: object) => Promise<unknown>} send to the parent
	 * @param {string} sessionId
	 * @param {string} name
	 */
	function attach(send, sessionId, name) {
		const own = {
			name,
			/** @type {(method: string, parameters: object) => Promise<unknown>} */
			send(method, params) {
				const id = next++;
				const message = JSON.stringify({ id, method, params });
				const answer = new Promise((resolve) => calls.set(id, resolve));
				send('Target.sendMessageToTarget', { sessionId, message }).catch(() => workers.delete(sessionId));
				return answer;
			},
		};
		workers.set(sessionId, own);
		void own.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
	}

	/**
	 * @param {(method: string, parameters: object) => Promise<unknown>} send to whom the message came from
	 * @param {string} method
	 * @param {any} params
	 */
	function hear(send, method, params) {
		if (method === 'Target.attachedToTarget') {
			const { title, type } = params.targetInfo;
			attach(send, params.sessionId, title === '' ? type : title);
		} else if (method === 'Target.detachedFromTarget') workers.delete(params.sessionId);
		else if (method === 'Target.receivedMessageFromTarget') {
			const message = JSON.parse(params.message);
			const worker = workers.get(params.sessionId);
			if (message.id !== undefined) {
				calls.get(message.id)?.(message.result);
				calls.delete(message.id);
			} else if (worker !== undefined) hear(worker.send, message.method, message.params);
		}
	}

	/** @type {any} */
	const session = root;
	const sendRoot = (/** @type {string} */ method, /** @type {object} */ params) => session.send(method, params);
	for (const name of ['Target.attachedToTarget', 'Target.detachedFromTarget', 'Target.receivedMessageFromTarget']) {
		session.on(name, (/** @type {object} */ params) => hear(sendRoot, name, params));
	}
	await sendRoot('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

	return async () => {
		const asked = [{ name: 'page', send: sendRoot }, ...workers.values()].map(async ({ name, send }) => {
			const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS).unref());
			const usage = /** @type {any} */ (await Promise.race([send('Runtime.getHeapUsage', {}), late]));
			if (usage === undefined) return [];
			const { usedSize, totalSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
			return [{ name, used: usedSize, total: totalSize, platform: embedderHeapUsedSize, buffers: backingStorageSize }];
		});
		return (await Promise.all(asked)).flat();
	};
}

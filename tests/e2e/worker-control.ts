/** The app with workers under a test's control: runs stop or fail where the test says so, and minutes are short. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { BUILD_FOLDER } from '../../scripts/lib/build.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { generateButton } from './app-page.ts';
import { expect, test as base } from './fixtures.ts';

export { expect } from './fixtures.ts';

/** What workers may do, from when they hear of it. */
interface Limits {
	/** Writes into files that go well. Absent: all. */
	writes?: number;
	/** Name of the DOMException with which the next ones fail. */
	fault?: string;
	/** Batches that are made; the next ones wait. Absent: all. */
	batches?: number;
	/** Batches find no memory: every one, or the first, after which all wait. */
	exhausted?: 'always' | 'once';
	/** Bytes that runs which start from now on may use. Absent: as they ask. */
	memory?: number;
}

export interface Engine {
	/** Holds for the workers of the moment and for those that start later. To be called once the page is open. */
	limit(limits: Limits): Promise<void>;
	/** Everything goes well again. */
	mend(): Promise<void>;
	/** A promise of the coordinator is rejected, and nobody handles it. */
	reject(): Promise<void>;
}

/** In the page: keeps the limits, tells them to workers that ask, and gives runs the memory that they say. */
function answerWorkers(): void {
	const channel = new BroadcastChannel('test-limits');
	let limits: Limits = {};
	const limitWorkers = (next: Limits) => {
		limits = next;
		channel.postMessage(limits);
	};
	channel.addEventListener('message', ({ data }) => {
		if (data === 'ask') channel.postMessage(limits);
		else if (data === 'exhausted') limitWorkers({ batches: 0 });
	});
	const { postMessage } = Worker.prototype;
	Worker.prototype.postMessage = function limited(message: { type?: string; request?: object }, more?: object) {
		const { memory } = limits;
		if (message.type === 'start' && memory !== undefined)
			Object.assign(message.request ?? {}, { memoryBudget: memory });
		postMessage.call(this, message, more);
	};
	Object.assign(globalThis, { limitWorkers });
}

/** In the sink worker: every write asks first. */
function controlDisk(): void {
	const channel = new BroadcastChannel('test-limits');
	const disk: { limits?: { writes?: number; fault?: string }; writes: number } = { writes: 0 };
	const waiting: (() => void)[] = [];
	channel.addEventListener('message', ({ data }) => {
		if (typeof data === 'string') return;
		disk.limits = data;
		disk.writes = 0;
		for (const go of waiting.splice(0)) go();
	});
	channel.postMessage('ask');
	const asking =
		<T>(write: (data: T) => Promise<void>) =>
		async (data: T) => {
			while (disk.limits === undefined) await new Promise<void>((go) => waiting.push(go));
			const { writes = Infinity, fault } = disk.limits;
			if (disk.writes++ >= writes) throw new DOMException('injected', fault);
			await write(data);
		};
	const { createWritable } = FileSystemFileHandle.prototype;
	FileSystemFileHandle.prototype.createWritable = async function controlled(options) {
		const writable = await createWritable.call(this, options);
		writable.write = asking(writable.write.bind(writable));
		return writable;
	};
}

/** In band workers: every batch asks first. */
function controlBatches(): void {
	const channel = new BroadcastChannel('test-limits');
	/** Nothing is known yet: nothing goes on. */
	const allowed = { batches: 0, exhausted: '' };
	const waiting: (() => void)[] = [];
	channel.addEventListener('message', ({ data }) => {
		if (typeof data === 'string') return;
		allowed.batches = data.batches ?? Infinity;
		allowed.exhausted = data.exhausted ?? '';
		for (const go of waiting.splice(0)) go();
	});
	channel.postMessage('ask');
	let handler: (event: MessageEvent) => void = () => undefined;
	addEventListener('message', async (event) => {
		if (event.data.type === 'batch') {
			while (event.data.batch >= allowed.batches) await new Promise<void>((go) => waiting.push(go));
			if (allowed.exhausted !== '') {
				if (allowed.exhausted === 'once') channel.postMessage('exhausted');
				const problem = {
					code: 'out-of-memory',
					severity: 'error',
					message: 'The browser has no memory left for this.',
				};
				return postMessage({ type: 'failed', problem });
			}
		}
		handler(event);
	});
	Object.defineProperty(globalThis, 'onmessage', {
		set(next: typeof handler) {
			handler = next;
		},
	});
}

/** In the coordinator: ten minutes take a second, and there is a bug where a test asks for it. */
function controlCoordinator(): void {
	new BroadcastChannel('test-bug').addEventListener('message', () => void Promise.reject(new Error('injected bug')));
	const wait = globalThis.setTimeout;
	const shortened = (task: () => void, milliseconds = 0) =>
		wait(task, milliseconds > 60_000 ? milliseconds / 600 : milliseconds);
	Object.assign(globalThis, { setTimeout: shortened });
}

/** In the importer: no sample. Its two hundred drawings take a slow machine half a minute; these tests have art of their own. */
function refuseSample(): void {
	addEventListener('message', (event) => {
		if (event.data.type !== 'sample') return;
		event.stopImmediatePropagation();
		postMessage({ type: 'failed', problem: { code: 'test', severity: 'info', message: 'No sample in this test.' } });
	});
}

/** Worker scripts by their names, and what is put in front of them. */
const PRELUDES: [name: RegExp, prelude: () => void][] = [
	[/^\/assets\/sink-worker-[^/]*\.js$/, controlDisk],
	[/^\/assets\/band-worker-[^/]*\.js$/, controlBatches],
	[/^\/assets\/import-worker-[^/]*\.js$/, refuseSample],
	[/^\/assets\/coordinator-worker-[^/]*\.js$/, controlCoordinator],
];

const setLimits = (page: Page, limits: Limits) =>
	page.evaluate((next) => Reflect.get(globalThis, 'limitWorkers')(next), limits);

/** Traits of each of the layers of the small collection: 1,728 combinations. */
const TRAITS = 12;

function dot(layer: number, trait: number): Buffer {
	const png = new PNG({ width: 64, height: 64 });
	const color = [40 + 60 * layer, 20 * trait, 240 - 20 * trait, 255];
	const side = layer === 0 ? 64 : 14;
	for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) png.data.set(color, (y * 64 + x + 20 * layer) * 4);
	return PNG.sync.write(png);
}

async function writeLayers(folder: string): Promise<void> {
	for (const [layer, name] of ['Ground', 'Left', 'Right'].entries()) {
		const inside = join(folder, `${layer}-${name}`);
		await mkdir(inside, { recursive: true });
		for (let trait = 0; trait < TRAITS; trait++) {
			await writeFile(join(inside, `${name} ${String.fromCharCode(65 + trait)}.png`), dot(layer, trait));
		}
	}
}

interface Fixtures {
	engine: Engine;
	/** Folder of layers that is imported and drawn in no time. */
	dots: string;
	/** Imports `dots` as a project of its own. The app must be open. */
	importDots(): Promise<void>;
	/** Opens the app with `dots`. */
	openDots(): Promise<void>;
}

export const test = base.extend<Fixtures>({
	appURL: [
		// oxlint-disable-next-line eslint/no-empty-pattern -- Playwright wants to see that it needs no other fixture
		async ({}, use) => {
			const server = await serve({
				root: BUILD_FOLDER,
				handle: async (_, response, path) => {
					const prelude = PRELUDES.find(([name]) => name.test(path))?.[1];
					if (prelude === undefined) return false;
					const script = await readFile(join(BUILD_FOLDER, path), 'utf8');
					response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
					response.end(`(${prelude.toString()})();\n${script}`);
					return true;
				},
			});
			await use(server.url);
			await server.close();
		},
		{ scope: 'worker' },
	],
	engine: async ({ page }, use) => {
		await page.addInitScript(answerWorkers);
		await use({
			limit: (limits) => setLimits(page, limits),
			mend: () => setLimits(page, {}),
			reject: () => page.evaluate(() => new BroadcastChannel('test-bug').postMessage('')),
		});
	},
	// oxlint-disable-next-line eslint/no-empty-pattern -- as above
	dots: async ({}, use) => {
		const parent = await mkdtemp(join(tmpdir(), 'tessera-dots-'));
		await writeLayers(join(parent, 'Dots'));
		await use(join(parent, 'Dots'));
		await rm(parent, { recursive: true });
	},
	importDots: async ({ page, dropFolder, dots }, use) => {
		await use(async () => {
			await dropFolder('.centre', dots);
			await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByLabel('Collection name')).toHaveValue('Dots');
			await expect(generateButton(page)).toBeEnabled();
		});
	},
	openDots: async ({ page, importDots }, use) => {
		await use(async () => {
			await page.goto('/');
			await page.getByRole('button', { name: 'Close message' }).click();
			await importDots();
		});
	},
});

/** What every end-to-end test starts from: the built app in an installed Chromium with a real profile, and nothing stored. */
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { openBrowser } from '../../scripts/lib/headless-browser.mjs';

export { expect } from '@playwright/test';

/** The folder that the page gets from its folder picker: real handles of the origin's private file system. */
export interface PickedFolder {
	/** Paths of all files in it, sorted. */
	list(): Promise<string[]>;
	read(path: string): Promise<Buffer>;
}

interface WorkerFixtures {
	/** Address of the app, as these tests want it served. */
	appURL: string;
	/** One browser for all tests of a worker: to start one for each would take longer than most of them. */
	sharedContext: BrowserContext;
}

interface Fixtures {
	/** Playwright cannot answer the browser's own pickers; this makes them answer with `picked`. Ask for it before `goto`. */
	pickedFolder: PickedFolder;
	/** Drops a real folder of this machine onto an element, as a person would. */
	dropFolder: (selector: string, folder: string) => Promise<void>;
	/** Everything that went wrong in the page: uncaught errors and error messages in the console. */
	pageErrors: string[];
}

async function listPicked(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const paths: string[] = [];
		async function walk(folder: FileSystemDirectoryHandle, prefix: string): Promise<void> {
			for await (const [name, handle] of folder.entries()) {
				if (handle.kind === 'directory') await walk(handle, `${prefix}${name}/`);
				else paths.push(prefix + name);
			}
		}
		await walk(await root.getDirectoryHandle('picked'), '');
		return paths.toSorted();
	});
}

async function readPicked(page: Page, path: string): Promise<Buffer> {
	const base64 = await page.evaluate(async (names) => {
		const root = await navigator.storage.getDirectory();
		let folder = await root.getDirectoryHandle('picked');
		for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
		const file = await (await folder.getFileHandle(names.at(-1) ?? '')).getFile();
		const reader = new FileReader();
		return new Promise<string>((done, fail) => {
			reader.addEventListener('load', () => done(String(reader.result).replace(/^[^,]*,/, '')));
			reader.addEventListener('error', () => fail(reader.error));
			reader.readAsDataURL(file);
		});
	}, path.split('/'));
	return Buffer.from(base64, 'base64');
}

/** Closes what a test has opened and deletes what it has stored, so that the next one finds a browser as if it were new. */
async function leaveNothing(context: BrowserContext, origin: string): Promise<void> {
	const opened = context.pages();
	// One page stays, so that the browser does.
	const last = await context.newPage();
	await Promise.all(opened.map((page) => page.close()));
	await context.clearPermissions();
	const session = await context.newCDPSession(last);
	await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
	await session.detach();
}

export const test = base.extend<Fixtures, WorkerFixtures>({
	appURL: [
		// oxlint-disable-next-line eslint/no-empty-pattern -- Playwright wants to see that it needs no other fixture
		async ({}, use) => {
			const { TESSERA_URL } = process.env;
			if (TESSERA_URL === undefined) throw new Error('the global set-up has not served the app');
			await use(TESSERA_URL);
		},
		{ scope: 'worker' },
	],
	sharedContext: [
		async ({ appURL }, use) => {
			const browser = await openBrowser({ baseURL: appURL });
			await use(browser.context);
			await browser.close();
		},
		{ scope: 'worker' },
	],
	baseURL: ({ appURL }, use) => use(appURL),
	context: async ({ sharedContext, appURL }, use) => {
		await use(sharedContext);
		await leaveNothing(sharedContext, new URL(appURL).origin);
	},
	page: async ({ context }, use) => {
		await use(context.pages()[0] ?? (await context.newPage()));
	},
	pickedFolder: async ({ page }, use) => {
		await page.addInitScript(() => {
			Object.assign(globalThis, {
				showDirectoryPicker: async () => {
					const root = await navigator.storage.getDirectory();
					return root.getDirectoryHandle('picked', { create: true });
				},
				showSaveFilePicker: async (options?: { suggestedName?: string }) => {
					const root = await navigator.storage.getDirectory();
					const folder = await root.getDirectoryHandle('picked', { create: true });
					return folder.getFileHandle(options?.suggestedName ?? 'untitled', { create: true });
				},
			});
		});
		await use({ list: () => listPicked(page), read: (path) => readPicked(page, path) });
	},
	dropFolder: async ({ page, context }, use) => {
		const session = await context.newCDPSession(page);
		await use(async (selector, folder) => {
			const box = await page.locator(selector).boundingBox();
			if (box === null) throw new Error(`${selector} is not visible`);
			const x = box.x + box.width / 2;
			const y = box.y + box.height / 2;
			const data = { items: [], files: [folder], dragOperationsMask: 1 };
			for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
				await session.send('Input.dispatchDragEvent', { type, x, y, data });
			}
		});
	},
	pageErrors: [
		async ({ page }, use) => {
			const errors: string[] = [];
			page.on('pageerror', (error) => errors.push(String(error)));
			page.on('console', (message) => {
				if (message.type() === 'error') errors.push(message.text());
			});
			await use(errors);
		},
		{ auto: true },
	],
});

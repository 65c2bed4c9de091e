/** What happens to a machine and to a tab under a run; what happens to the whole browser is `run-killed.spec.ts`. */
import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openKillableBrowser } from '../../scripts/lib/killable-browser.mjs';
import { serveRunPage } from '../../scripts/lib/run-page.mjs';

const COUNT = 900;
const STALL_SECONDS = 6;
const more = { stallSeconds: STALL_SECONDS, memoryBudget: 16e6 };

type Browser = Awaited<ReturnType<typeof openKillableBrowser>>;
type RunPageOf = Browser['page'];

let profile: string;
let server: Awaited<ReturnType<typeof serveRunPage>>;
let browser: Browser;

test.beforeAll(async () => {
	server = await serveRunPage();
});

test.afterAll(() => server.close());

test.beforeEach(async () => {
	profile = await mkdtemp(join(tmpdir(), 'tessera-interrupted-'));
	browser = await openKillableBrowser(profile, server.url);
});

test.afterEach(async () => {
	await browser.kill();
	await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const start = (page: RunPageOf, id: string) =>
	page.evaluate((given) => globalThis.runPage.start(given), { id, count: COUNT, size: 96, folder: id, more });
const snapshotOf = (page: RunPageOf, id: string) => page.evaluate((run) => globalThis.runPage.snapshot(run), id);
const treeOf = (page: RunPageOf, id: string) => page.evaluate((folder) => globalThis.runPage.tree(folder), id);

async function reach(page: RunPageOf, id: string, done: number): Promise<void> {
	const figure = async () => (await snapshotOf(page, id))?.done ?? 0;
	await expect.poll(figure, { timeout: 200_000 }).toBeGreaterThanOrEqual(done);
}

async function finish(page: RunPageOf, id: string) {
	const ended = async () => ['finished', 'failed', 'paused'].includes((await snapshotOf(page, id))?.state ?? '');
	await expect.poll(ended, { timeout: 200_000 }).toBe(true);
	return snapshotOf(page, id);
}

test('a machine that sleeps longer than a run may stand still finds it going on when it wakes', async () => {
	const { page, errors } = browser;
	await start(page, 'slept');
	await reach(page, 'slept', 100);
	browser.sleep();
	await wait(2 * STALL_SECONDS * 1000);
	browser.wake();
	expect(await finish(page, 'slept')).toMatchObject({ state: 'finished', done: COUNT, problems: [] });
	expect(errors).toEqual([]);
});

test('a tab that crashes, as when its memory is used up, loses nothing', async () => {
	const { page } = browser;
	await start(page, 'crashed');
	await reach(page, 'crashed', 400);
	const crashed = page.waitForEvent('crash');
	const session = await page.context().newCDPSession(page);
	// Never answered: the one who would is gone.
	void session.send('Page.crash').catch(() => undefined);
	await crashed;

	const next = await page.context().newPage();
	await next.goto(server.url);
	await next.waitForFunction(() => globalThis.runPage !== undefined);
	expect(await next.evaluate(() => globalThis.runPage.resume('crashed'))).toBe(true);
	// Long before it makes an image again: it goes on and does not begin anew.
	await next.waitForFunction(() => (globalThis.runPage.snapshot('crashed')?.total ?? 0) > 0);
	expect((await snapshotOf(next, 'crashed'))?.done).toBeGreaterThan(0);
	expect(await finish(next, 'crashed')).toMatchObject({ state: 'finished', done: COUNT, problems: [] });
	await start(next, 'undisturbed');
	await finish(next, 'undisturbed');
	expect(await treeOf(next, 'crashed')).toEqual(await treeOf(next, 'undisturbed'));
});

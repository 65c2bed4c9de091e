/** A run that nobody looks at: what tells of it, what keeps it going, what stops it, and what it holds meanwhile. */
import type { Page } from '@playwright/test';
import { expectFinished, startRun, violations } from './app-page.ts';
import { expect, test } from './worker-control.ts';

/** What the page asked the browser for, in order. */
const askedFor = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(globalThis, 'askedFor'));

test.beforeEach(async ({ page }) => {
	await page.addInitScript(() => {
		const asked: string[] = [];
		let visibility: DocumentVisibilityState = 'visible';
		Object.defineProperty(document, 'visibilityState', { get: () => visibility });
		document.hasFocus = () => visibility === 'visible';
		class FakeNotification extends EventTarget {
			static permission: NotificationPermission = 'default';
			static async requestPermission(): Promise<NotificationPermission> {
				asked.push('permission to notify');
				FakeNotification.permission = 'granted';
				return 'granted';
			}
			constructor(title: string, { body }: { body: string }) {
				super();
				asked.push(`notification: ${title}: ${body}`);
			}
			close(): void {
				asked.push('notification closed');
			}
		}
		Object.defineProperty(navigator, 'wakeLock', {
			value: {
				request: async () => {
					asked.push('wake lock');
					return { release: async () => void asked.push('wake lock released') };
				},
			},
		});
		Object.assign(navigator, {
			setAppBadge: async (count?: number) => void asked.push(`badge ${count ?? 'on'}`),
			clearAppBadge: async () => void asked.push('badge off'),
		});
		Object.assign(globalThis, {
			Notification: FakeNotification,
			askedFor: asked,
			look: (next: DocumentVisibilityState) => {
				visibility = next;
				document.dispatchEvent(new Event('visibilitychange'));
			},
		});
	});
});

const look = (page: Page, state: 'visible' | 'hidden') =>
	page.evaluate((next) => Reflect.get(globalThis, 'look')(next), state);

/** The counts of a kind in the run panel: of the page, of the engine. */
const held = (page: Page, kind: string) =>
	page
		.getByRole('row', { name: new RegExp(`^${kind} `) })
		.getByRole('cell')
		.allTextContents();

test('the browser is asked to notify when the user wants it, and told once the run ends unseen', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.limit({ batches: 0 });
	await startRun(page, 24);
	await expect(page).toHaveTitle('0 % – Tessera');
	expect(await askedFor(page)).toEqual(['badge 0']);
	await page.getByLabel('Notify me when it ends or needs me').check();
	await expect.poll(() => askedFor(page)).toEqual(['badge 0', 'permission to notify']);
	// Elsewhere in the app it is seen too.
	await page.getByRole('tab', { name: 'Preview' }).click();
	await expect(page.getByRole('button', { name: 'Generating, 0 %' })).toBeVisible();

	await look(page, 'hidden');
	await engine.mend();
	await expect(page).toHaveTitle('Finished – Tessera', { timeout: 60_000 });
	const [folder] = (await pickedFolder.list())[0]?.split('/') ?? [];
	const notice = new RegExp(`^notification: Dots is finished: 24 tokens are in .*${folder}`);
	await expect.poll(async () => (await askedFor(page)).slice(-2)).toEqual(['badge on', expect.stringMatching(notice)]);
	await look(page, 'visible');
	await expect
		.poll(async () => (await askedFor(page)).slice(-2).toSorted())
		.toEqual(['badge off', 'notification closed']);
});

test('while a run works the screen stays on and closing asks first; all that it took is given back', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.type());
		void dialog.dismiss();
	});
	await engine.limit({ batches: 0 });
	await startRun(page, 24);
	await page.close({ runBeforeUnload: true });
	await expect.poll(() => dialogs).toEqual(['beforeunload']);
	await page.getByLabel('Keep the screen on').check();
	const locks = async () => (await askedFor(page)).filter((entry) => entry.startsWith('wake lock'));
	await expect.poll(locks).toEqual(['wake lock']);

	await page.getByText('Resources in use').click();
	await expect.poll(async () => Number((await held(page, 'Workers'))[1])).toBeGreaterThanOrEqual(2);
	expect(Number((await held(page, 'Message ports'))[1])).toBeGreaterThan(0);
	expect(await held(page, 'Locks')).toEqual(['1', '1']);
	expect(await violations(page)).toEqual([]);

	await engine.limit({ writes: 8, fault: 'QuotaExceededError' });
	await page.getByRole('button', { name: 'There is space now, resume' }).waitFor();
	await expect.poll(locks).toEqual(['wake lock', 'wake lock released']);
	await engine.mend();
	await page.getByRole('button', { name: 'There is space now, resume' }).click();
	await expectFinished(page);
	await expect.poll(locks).toEqual(['wake lock', 'wake lock released', 'wake lock', 'wake lock released']);
	for (const kind of [
		'Workers',
		'Message ports',
		'Timers',
		'Locks',
		'Listeners',
		'Object URLs',
		'Bitmaps',
		'GPU buffers',
	]) {
		await expect.poll(async () => (await held(page, kind))[1], { message: kind }).toBe('0');
	}
	expect(await held(page, 'Object URLs')).toEqual([String(await page.locator('.run-thumbnails img').count()), '0']);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(24);

	const closed = page.waitForEvent('close');
	await page.close({ runBeforeUnload: true });
	await closed;
	expect(dialogs).toHaveLength(1);
});

test('a run that is left alone for ten minutes pauses, if that is wanted, and says so', async ({
	page,
	pickedFolder,
	engine,
	openDots,
}) => {
	await openDots();
	await page.getByText('Engine', { exact: true }).click();
	await page.getByLabel('Pause after 10 minutes out of sight').check();
	await engine.limit({ batches: 1 });
	await startRun(page, 1200);
	await look(page, 'hidden');
	await expect(page.getByRole('heading', { name: 'Pausing' })).toBeVisible();
	await engine.mend();
	const because = page.getByRole('region', { name: 'Why it is paused' });
	await expect(because).toContainText('Nobody looked at this run for 10 minutes');
	await look(page, 'visible');
	await because.getByRole('button', { name: 'Resume' }).click();
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(1200);
});

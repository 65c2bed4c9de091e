/** A bug of the engine that none of its own parts notices. */
import { expectFinished, keptImages, startRun } from './app-page.ts';
import { expect, test } from './worker-control.ts';

test('a rejection that nobody handles ends the run with its reason, and the run can be resumed', async ({
	page,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	await openDots();
	await engine.limit({ batches: 1 });
	await startRun(page, 400);
	await expect.poll(() => keptImages(page)).toBeGreaterThan(0);
	await engine.reject();
	await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
	await expect(page.locator('.run .notice.error')).toContainText(/The engine stopped working: .*injected bug/);
	await engine.mend();
	await page.locator('.run').getByRole('button', { name: 'Resume' }).click();
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(400);
	expect(pageErrors).toEqual([]);
});

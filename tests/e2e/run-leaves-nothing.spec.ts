/** Runs that come and go, and a user who wanders about meanwhile: nothing of either stays behind. */
import type { BrowserContext, Page } from '@playwright/test';
import { expectFinished, expectProgress, generateButton, setOutput } from './app-page.ts';
import { expect, test } from './worker-control.ts';

const CYCLES = 50;
const NAVIGATIONS = 20;
/** Three batches. */
const TOKENS = 600;
/** Before the heap is measured: what is loaded and listed at first is no leak. */
const WARMING_UP = 10;
/** Of the page's heap. */
const MOST_GROWTH = 1.1;

/** `Workers: 1 + 3`: what page and engine hold, as the run panel shows it; pictures that are on show are not counted. */
async function held(page: Page): Promise<string[]> {
	const pictures = await page.locator('.run-thumbnails img').count();
	const rows = await page.locator('.held tbody tr').all();
	const lines = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
	return lines.map(([name, own, engine]) => {
		return `${name}: ${Number(own) - (name === 'Object URLs' ? pictures : 0)} + ${engine}`;
	});
}

/** Another run shows its panel anew, with the figures closed. */
async function openHeld(page: Page): Promise<void> {
	const figures = page.locator('.held tbody');
	if (!(await figures.isVisible())) await page.getByText('Resources in use').click();
	await expect(figures).toBeVisible();
}

/**
 * Of the page, after everything that can be collected was, bytes: what its JavaScript holds, and that with what the browser
 * holds for it. Without compiled code, of which there is more the longer a page is used, whatever it keeps.
 */
async function heapOf(page: Page, context: BrowserContext): Promise<{ objects: number; all: number }> {
	const session = await context.newCDPSession(page);
	await session.send('HeapProfiler.enable');
	// What is freed by finalisers goes with the next collection.
	for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
	const parts: string[] = [];
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
	await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
	await session.detach();
	return sizesIn(parts.join(''));
}

/** Adds up the nodes of a heap snapshot by their kind. */
function sizesIn(text: string): { objects: number; all: number } {
	const { snapshot, nodes } = JSON.parse(text);
	const fields: string[] = snapshot.meta.node_fields;
	const kinds: string[] = snapshot.meta.node_types[0];
	const kindAt = fields.indexOf('type');
	const sizeAt = fields.indexOf('self_size');
	const sizes = { objects: 0, all: 0 };
	for (let node = 0; node < nodes.length; node += fields.length) {
		const kind = kinds[nodes[node + kindAt]];
		const size: number = nodes[node + sizeAt];
		if (kind === 'code') continue;
		sizes.all += size;
		if (kind !== 'native') sizes.objects += size;
	}
	return sizes;
}

async function expectNoGrowth(page: Page, context: BrowserContext, before: { objects: number; all: number }) {
	const after = await heapOf(page, context);
	expect(after.objects / before.objects).toBeLessThan(MOST_GROWTH);
	expect(after.all / before.all).toBeLessThan(MOST_GROWTH);
}

/** Starts a run and stops it: at once, while it prepares, or when it has written something. */
async function startAndCancel(page: Page, cycle: number): Promise<void> {
	await generateButton(page).click();
	if (cycle % 10 === 1) await expect(page.getByRole('heading', { name: /^(Preparing|Generating)$/ })).toBeVisible();
	if (cycle % 10 === 2) await expectProgress(page);
	await page.getByRole('button', { name: 'Cancel', exact: true }).click();
	await expect(generateButton(page)).toBeEnabled();
}

/** What can be heard of all counts, and the heap when they are at rest. */
async function atRest(
	page: Page,
	context: BrowserContext,
): Promise<{ counts: string[]; heap: { objects: number; all: number } }> {
	await openHeld(page);
	await expect.poll(() => held(page)).toContain('Workers: 2 + 0');
	return { counts: await held(page), heap: await heapOf(page, context) };
}

test(`${CYCLES} runs that are started and cancelled leave nothing behind`, async ({
	page,
	context,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	await openDots();
	await setOutput(page, { tokens: TOKENS, side: 64 });
	// Under way, and never at the end.
	await engine.limit({ batches: 1 });
	for (let cycle = 0; cycle < WARMING_UP; cycle++) await startAndCancel(page, cycle);
	const before = await atRest(page, context);
	for (let cycle = 0; cycle < CYCLES; cycle++) await startAndCancel(page, cycle);
	await openHeld(page);
	await expect.poll(() => held(page)).toEqual(before.counts);
	await expectNoGrowth(page, context, before.heap);
	// The browser takes away what it was writing when the worker ended, in its own time.
	const swaps = async () => (await pickedFolder.list()).filter((path) => path.endsWith('.crswap'));
	await expect.poll(swaps).toEqual([]);
	expect(pageErrors).toEqual([]);
});

test(`${NAVIGATIONS} navigations during a run neither stop it nor leave anything behind`, async ({
	page,
	context,
	pickedFolder,
	pageErrors,
	engine,
	openDots,
}) => {
	const dialog = async (name: string) => {
		await page.getByRole('button', { name, exact: true }).click();
		await expect(page.getByRole('dialog')).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(page.getByRole('dialog')).toHaveCount(0);
	};
	const preview = async () => {
		await page.getByRole('tab', { name: 'Preview' }).click();
		await page.getByRole('button', { name: 'Next token' }).click();
		await page.getByRole('button', { name: 'Previous token' }).click();
	};
	const run = () => page.getByRole('tab', { name: /^Run/ }).click();
	const ways = [preview, run, () => dialog('History'), () => dialog('Projects')];

	await openDots();
	await setOutput(page, { tokens: TOKENS, side: 64 });
	const wander = async () => {
		for (let i = 0; i < NAVIGATIONS; i++) await ways[i % ways.length]?.();
		await run();
	};
	// What is loaded and listed at first is no leak.
	await engine.mend();
	for (let warmingUp = 0; warmingUp < 2; warmingUp++) {
		await generateButton(page).click();
		await expectFinished(page);
		await wander();
	}
	const before = await atRest(page, context);

	await engine.limit({ batches: 1 });
	await generateButton(page).click();
	const progress = await expectProgress(page);
	await wander();
	await expect(progress).toBeVisible();
	await engine.mend();
	await expectFinished(page);
	expect((await pickedFolder.list()).filter((path) => path.endsWith('.png'))).toHaveLength(3 * TOKENS);
	await openHeld(page);
	await expect.poll(() => held(page)).toEqual(before.counts);
	await expectNoGrowth(page, context, before.heap);
	expect(pageErrors).toEqual([]);
});

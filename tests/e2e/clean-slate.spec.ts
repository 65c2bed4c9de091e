/** All tests of a worker share one browser: none of them may find what another has left. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test.describe.configure({ mode: 'serial' });

/** Names of everything that the app's origin keeps. */
const kept = (page: Page): Promise<string[]> =>
	page.evaluate(async () => {
		const names = [...Object.keys(localStorage), ...(await caches.keys())];
		for (const { name } of await indexedDB.databases()) names.push(name ?? '');
		for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
		for (const { name } of (await navigator.locks.query()).held ?? []) names.push(name ?? '');
		return names.toSorted();
	});

test('what a test stores is there for it', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read']);
	// A page of the origin that keeps nothing by itself.
	await page.goto('/assets/none');
	await page.evaluate(async () => {
		localStorage.setItem('a local item', 'x');
		await caches.open('a cache');
		void navigator.locks.request('a lock', () => new Promise(() => undefined));
		await new Promise((done) => indexedDB.open('a database').addEventListener('success', done));
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('a folder', { create: true });
		const writable = await (await folder.getFileHandle('file', { create: true })).createWritable();
		await writable.write('x');
		await writable.close();
	});
	expect(await kept(page)).toEqual(['a cache', 'a database', 'a folder', 'a local item', 'a lock']);
});

test('the next one finds nothing of it', async ({ page, context }) => {
	expect(context.pages()).toEqual([page]);
	await page.goto('/assets/none');
	expect(await kept(page)).toEqual([]);
	const permission = await page.evaluate(async () => {
		const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
		return state;
	});
	expect(permission).toBe('prompt');
});

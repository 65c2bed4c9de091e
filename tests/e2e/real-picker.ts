import { expect, type Page } from '@playwright/test';
import type { VirtualDesktop } from '../../scripts/lib/virtual-desktop.mjs';

/** Part of the title that Chromium gives to its dialog for `showDirectoryPicker({ mode: 'readwrite' })`. */
const DIALOG_TITLE = 'Select where this site';
/** A point of the page, in pixels of the screen; the page is 1200 × 850 at the upper left. */
const PAGE_POINT = { x: 600, y: 700 };

async function isDialogOpen(desktop: VirtualDesktop): Promise<boolean> {
	// xdotool ends with an error when nothing is found.
	return desktop.xdotool('search', '--onlyvisible', '--name', DIALOG_TITLE).then(
		() => true,
		() => false,
	);
}

/**
 * Answers the browser's own folder dialog and then its question whether the site may edit files, like a person: by
 * keyboard and mouse. Nothing waits for a fixed time.
 * @param open opens the dialog, e.g. by clicking the app's button
 */
export async function chooseFolder(
	desktop: VirtualDesktop,
	page: Page,
	folder: string,
	open: () => Promise<void>,
): Promise<void> {
	const bright = desktop.brightness(PAGE_POINT.x, PAGE_POINT.y);
	await open();
	const dialogs = await desktop.xdotool('search', '--sync', '--onlyvisible', '--name', DIALOG_TITLE);
	const dialog = dialogs.split('\n').at(-1) ?? '';
	await desktop.xdotool('windowfocus', '--sync', dialog);
	// Ctrl+L opens the field for a path. One command: the server keeps the keys in order.
	await desktop.xdotool('key', 'ctrl+l', 'type', folder);
	const lines = (await desktop.xdotool('getwindowgeometry', '--shell', dialog)).split('\n');
	const box = Object.fromEntries(lines.map((line) => line.split('=')));
	const openButton = [Number(box.X) + Number(box.WIDTH) - 50, Number(box.Y) + Number(box.HEIGHT) - 30];
	await desktop.xdotool('mousemove', '--sync', ...openButton.map(String), 'click', '1');
	await expect.poll(() => isDialogOpen(desktop)).toBe(false);
	// The browser dims the page while it asks.
	const isAsking = () => desktop.brightness(PAGE_POINT.x, PAGE_POINT.y) < bright * 0.7;
	await expect.poll(isAsking).toBe(true);
	// The question starts on "Don't Allow"; Tab moves to "Allow".
	await page.bringToFront();
	await desktop.xdotool('key', 'Tab');
	// The browser ignores keys for half a second after it has asked. Slower than it answers: a key too many would press a
	// button of the page.
	await expect
		.poll(
			async () => {
				if (isAsking()) await desktop.xdotool('key', 'Return');
				return isAsking();
			},
			{ intervals: [1000] },
		)
		.toBe(false);
}

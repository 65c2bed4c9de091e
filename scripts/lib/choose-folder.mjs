// Answers the browser's own folder dialog on a virtual desktop, like a person.
import { setTimeout as wait } from 'node:timers/promises';

/** Part of the title that Chromium gives to its dialog for `showDirectoryPicker({ mode: 'readwrite' })`. */
const DIALOG_TITLE = 'Select where this site';
/** A point of the page, in pixels of the screen. */
const PAGE_POINT = { x: 600, y: 700 };
const PATIENCE_MILLISECONDS = 30_000;

/**
 * What `openBrowser` needs for a window on the desktop in which `chooseFolder` finds its way.
 * @param {import('./virtual-desktop.mjs').VirtualDesktop} desktop
 */
export const windowOn = ({ env }) => ({
	headless: false,
	env,
	viewport: null,
	flags: ['--window-position=0,0', '--window-size=1200,850'],
});

/**
 * Chooses the folder and then allows the site to edit files, by keyboard and mouse. Nothing waits for a fixed time.
 * @param {import('./virtual-desktop.mjs').VirtualDesktop} desktop with the page in a window as of `windowOn`
 * @param {import('@playwright/test').Page} page
 * @param {string} folder
 * @param {() => Promise<void>} open opens the dialog, e.g. by clicking the app's button
 */
export async function chooseFolder(desktop, page, folder, open) {
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
	await until('the dialog is closed', async () => !(await isDialogOpen(desktop)));
	// The browser dims the page while it asks.
	const isAsking = () => desktop.brightness(PAGE_POINT.x, PAGE_POINT.y) < bright * 0.7;
	await until('the browser asks', async () => isAsking());
	// The question starts on "Don't Allow"; Tab moves to "Allow".
	await page.bringToFront();
	await desktop.xdotool('key', 'Tab');
	// The browser ignores keys for half a second after it has asked. Slower than it answers: a key too many would press a
	// button of the page.
	const answer = async () => {
		if (isAsking()) await desktop.xdotool('key', 'Return');
		return !isAsking();
	};
	await until('the browser is answered', answer, 1000);
}

/** @param {import('./virtual-desktop.mjs').VirtualDesktop} desktop */
async function isDialogOpen(desktop) {
	// xdotool ends with an error when nothing is found.
	return desktop.xdotool('search', '--onlyvisible', '--name', DIALOG_TITLE).then(
		() => true,
		() => false,
	);
}

/**
 * @param {string} what for the message
 * @param {() => Promise<boolean>} holds
 * @param {number} [interval] milliseconds
 */
async function until(what, holds, interval = 100) {
	const end = Date.now() + PATIENCE_MILLISECONDS;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MILLISECONDS / 1000} s until ${what}.`);
		await wait(interval);
	}
}

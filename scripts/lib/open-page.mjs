import { spawn } from 'node:child_process';

/**
 * Opens an address for a person, in Chrome, Edge or Chromium, since only these write into folders; nothing happens where
 * there is no screen.
 * @param {string} browser path of its program
 * @param {string} url
 * @returns {boolean} whether a browser was started
 */
export function openPage(browser, url) {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return false;
	// Chromium refuses to start its sandbox as root.
	const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const child = spawn(browser, [...flags, url], { detached: true, stdio: 'ignore' });
	child.on('error', () => console.error(`${browser} did not start; open ${url} yourself.`));
	child.unref();
	return true;
}

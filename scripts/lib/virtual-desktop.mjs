// A desktop without a screen (Linux): the browser's own dialogs, such as the folder picker, exist only in a window.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Debian package by program. */
const TOOLS = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool' };
const runFile = promisify(execFile);

/** @returns {string[]} Debian packages of the tools that are not installed; all of them on other systems */
export function missingDesktopTools() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return Object.entries(TOOLS)
		.filter(([program]) => process.platform !== 'linux' || !folders.some((folder) => existsSync(join(folder, program))))
		.map(([, name]) => name);
}

/**
 * One pixel of a screen that Xvfb keeps in a file (XWDFile.h: big-endian header of 100 bytes, window name, colour map of
 * 12 bytes an entry, then rows of pixels, here 4 bytes B G R X).
 * @param {Buffer} screen
 * @param {number} x
 * @param {number} y
 * @returns {number} mean of red, green and blue, 0 to 255
 */
function screenBrightness(screen, x, y) {
	const bytesPerRow = screen.readUInt32BE(48);
	const start = screen.readUInt32BE(0) + screen.readUInt32BE(76) * 12;
	const at = start + y * bytesPerRow + x * 4;
	return (screen[at] + screen[at + 1] + screen[at + 2]) / 3;
}

/**
 * @typedef {object} VirtualDesktop
 * @property {NodeJS.ProcessEnv} env for programs that shall appear on it
 * @property {(...words: string[]) => Promise<string>} xdotool runs xdotool and gives its output
 * @property {(x: number, y: number) => number} brightness of a pixel of the screen, 0 to 255
 * @property {() => void} close
 */

/**
 * Starts an X server that draws into memory, 1280 × 900 pixels, with a window manager. Needs all desktop tools.
 * @returns {Promise<VirtualDesktop>}
 */
export async function startVirtualDesktop() {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-screen-'));
	// The server picks a free display itself, writes its number to descriptor 3 and is ready by then.
	const words = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-fbdir', folder];
	const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
	const numbers = server.stdio[3];
	if (numbers === null || numbers === undefined) throw new Error('Xvfb gave no channel to read its display from.');
	const display = await new Promise((done, fail) => {
		numbers.once('data', (data) => done(`:${String(data).trim()}`));
		server.once('error', fail);
		server.once('exit', (code) => fail(new Error(`Xvfb ended with exit code ${code}.`)));
	});
	const env = { ...process.env, DISPLAY: display };
	const manager = spawn('openbox', [], { env, stdio: 'ignore' });
	return {
		env,
		xdotool: async (...words) => (await runFile('xdotool', words, { env, timeout: 30_000 })).stdout.trim(),
		brightness: (x, y) => screenBrightness(readFileSync(join(folder, 'Xvfb_screen0')), x, y),
		close() {
			manager.kill();
			server.kill();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

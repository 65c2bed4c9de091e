import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { browserPlaces, findInstalledBrowser } from '../../../scripts/lib/find-browser.mjs';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tessera-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function makeProgram(...names: string[]): string {
	const file = join(folder, ...names);
	mkdirSync(join(file, '..'), { recursive: true });
	writeFileSync(file, '#!/bin/sh\n');
	chmodSync(file, 0o755);
	return file;
}

test('CHROME_PATH wins', () => {
	const program = makeProgram('my browser');
	expect(findInstalledBrowser({ CHROME_PATH: program, PATH: '' })).toBe(program);
});

test('a CHROME_PATH that is no program is an error, not a silent other choice', () => {
	writeFileSync(join(folder, 'text'), 'not a program');
	for (const path of [join(folder, 'text'), join(folder, 'absent'), folder]) {
		expect(() => findInstalledBrowser({ CHROME_PATH: path })).toThrow(path);
	}
});

test('Chrome is preferred to Chromium, and PATH is searched', () => {
	makeProgram('b', 'chromium');
	const chrome = makeProgram('c', 'google-chrome-stable');
	const PATH = [join(folder, 'a'), join(folder, 'b'), join(folder, 'c')].join(':');
	expect(findInstalledBrowser({ PATH }, 'linux')).toBe(chrome);
});

test('on macOS also in the home folder', () => {
	const program = makeProgram('Applications', 'Chromium.app', 'Contents', 'MacOS', 'Chromium');
	expect(findInstalledBrowser({ HOME: folder }, 'darwin')).toBe(program);
});

test('on Windows in the program folders and in local application data', () => {
	const places = browserPlaces('win32', { PROGRAMFILES: 'C:\\P', LOCALAPPDATA: 'C:\\L' });
	expect(places[0]).toBe('C:\\P\\Google\\Chrome\\Application\\chrome.exe');
	expect(places).toContain('C:\\L\\Google\\Chrome\\Application\\chrome.exe');
	expect(places).toContain('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe');
});

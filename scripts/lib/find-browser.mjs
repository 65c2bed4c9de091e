// Finds a Chromium-based browser, or gets one: the engine needs Chrome, Edge or Chromium for every command.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROJECT_ROOT } from './ensure-dependencies.mjs';

const PLAYWRIGHT = join(PROJECT_ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const LINUX_NAMES = [
	'google-chrome-stable',
	'google-chrome',
	'chromium',
	'chromium-browser',
	'microsoft-edge-stable',
	'microsoft-edge',
];
const LINUX_PLACES = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/opt/microsoft/msedge', '/snap/bin'];
const MAC_APPS = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const WINDOWS_PLACES = [
	'Google\\Chrome\\Application\\chrome.exe',
	'Microsoft\\Edge\\Application\\msedge.exe',
	'Chromium\\Application\\chrome.exe',
];

/**
 * Where a browser could be, most preferred first.
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} absolute paths; most do not exist
 */
export function browserPlaces(platform, env) {
	if (platform === 'darwin') {
		const roots = ['/Applications', ...(env.HOME === undefined ? [] : [join(env.HOME, 'Applications')])];
		return MAC_APPS.flatMap((app) => roots.map((root) => `${root}/${app}.app/Contents/MacOS/${app}`));
	}
	if (platform === 'win32') {
		const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
		return WINDOWS_PLACES.flatMap((place) => roots.map((root) => `${root}\\${place}`));
	}
	const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...LINUX_PLACES];
	return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} path */
function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

/**
 * An installed browser: `CHROME_PATH`, else the usual places and PATH.
 * @param {Record<string, string | undefined>} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | undefined} path of the executable
 * @throws {Error} when CHROME_PATH is set and is not an executable file
 */
export function findInstalledBrowser(env = process.env, platform = process.platform) {
	const chosen = env.CHROME_PATH;
	if (chosen !== undefined && chosen !== '') {
		if (!isExecutable(chosen)) {
			throw new Error(`CHROME_PATH is "${chosen}", which is not a program. Set it to Chrome, Edge or Chromium.`);
		}
		return chosen;
	}
	return browserPlaces(platform, env).find(isExecutable);
}

/** Whether this process may install system packages on Debian or a relative of it. */
export function canInstallPackages() {
	return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages; output goes to the terminal.
 * @param {string[]} names
 * @returns {boolean} whether all of them are installed now
 */
export function installPackages(names) {
	const options = {
		stdio: /** @type {const} */ ('inherit'),
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	};
	spawnSync('apt-get', ['update', '-qq'], options);
	return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options).status === 0;
}

/**
 * A browser, installed if need be: the system's package as root on Debian or Ubuntu, else Playwright's download.
 * Needs the npm dependencies.
 * @returns {Promise<string>} path of the executable
 * @throws {Error} saying what to install
 */
export async function ensureBrowser() {
	const installed = findInstalledBrowser();
	if (installed !== undefined) return installed;
	if (canInstallPackages()) {
		console.log('No Chrome, Edge or Chromium found: installing the package "chromium".');
		installPackages(['chromium']);
		const packaged = findInstalledBrowser();
		if (packaged !== undefined) return packaged;
	}
	const { chromium } = await import('@playwright/test');
	if (!existsSync(chromium.executablePath())) {
		console.log("No Chrome, Edge or Chromium found: downloading Playwright's Chromium.");
		spawnSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium'], { stdio: 'inherit' });
	}
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	throw new Error(
		'No Chrome, Edge or Chromium was found and none could be installed. Install one of them, or set CHROME_PATH to its program.',
	);
}

/**
 * A browser that is there already, Playwright's own included.
 * @returns {Promise<string>} path of the executable
 * @throws {Error} saying what to install
 */
export async function requireBrowser() {
	const installed = findInstalledBrowser();
	if (installed !== undefined) return installed;
	const { chromium } = await import('@playwright/test');
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	throw new Error('No Chrome, Edge or Chromium was found. Install one of them, or set CHROME_PATH to its program.');
}

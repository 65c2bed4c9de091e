// Runs before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Whether a version of Node is new enough: 20.19, 22.12 or any later line (Vite's own floor).
 * @param {string} version e.g. `20.19.3`
 */
export function isNodeSupported(version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/**
 * Names of packages that the lockfile asks for and that are missing or of another version in node_modules. Compares the
 * lockfile with the record that npm keeps of what it installed; file times say nothing after a checkout.
 * @param {string} root the folder of package.json
 * @returns {string[]} paths such as `node_modules/vite`
 */
export function outdatedPackages(root) {
	/** @typedef {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} Packages */
	/** @type {Packages} */
	const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
	const record = join(root, 'node_modules', '.package-lock.json');
	/** @type {Packages} */
	const installed = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).packages : {};
	return Object.entries(wanted)
		.filter(([path]) => path !== '')
		.filter(([path, entry]) => {
			const present = installed[path];
			// Optional packages are those of other systems and processors.
			if (present === undefined) return entry.optional !== true;
			return present.version !== entry.version;
		})
		.map(([path]) => path);
}

/** Checks Node and installs the npm dependencies when they are missing or not those of the lockfile. Exits when it can't. */
export function ensureDependencies() {
	if (!isNodeSupported(process.versions.node)) {
		console.error(
			`Tessera needs Node 20.19, 22.12 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
		);
		process.exit(1);
	}
	if (outdatedPackages(PROJECT_ROOT).length === 0) return;
	console.log('Installing dependencies (npm ci) …');
	const options = { cwd: PROJECT_ROOT, stdio: /** @type {const} */ ('inherit') };
	const words = ['ci', '--include=dev', '--no-audit', '--no-fund'];
	const npm = process.env.npm_execpath;
	const result =
		npm !== undefined && npm.endsWith('.js')
			? spawnSync(process.execPath, [npm, ...words], options)
			: spawnSync(`npm ${words.join(' ')}`, { ...options, shell: true });
	if (result.status !== 0) {
		console.error(
			'Installing the dependencies failed; what npm said is above. Check the network and run the command again.',
		);
		process.exit(1);
	}
}

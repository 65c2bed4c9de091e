import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './ensure-dependencies.mjs';

const SOURCES = [
	'src',
	'shaders',
	'index.html',
	'benchmark.html',
	'headless.html',
	'vite.config.ts',
	'package-lock.json',
];

/** Folder of the built app. */
export const BUILD_FOLDER = join(PROJECT_ROOT, 'dist');

/**
 * @param {string} path
 * @returns {number} newest modification time of the file, or of any file below the folder, milliseconds
 */
function newestChange(path) {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	// The folder's own time counts too: it tells of files that were deleted.
	return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** @returns {boolean} whether there is a build and no source is newer than it */
function isBuildFresh() {
	const built = statSync(join(BUILD_FOLDER, 'headless.html'), { throwIfNoEntry: false });
	if (built === undefined) return false;
	return SOURCES.every((name) => newestChange(join(PROJECT_ROOT, name)) < built.mtimeMs);
}

/**
 * Builds the app into `dist/` unless the build there is newer than every source. Several commands may do so at the same
 * time: each builds aside and puts its result in place at the end.
 */
export async function ensureBuilt() {
	if (isBuildFresh()) return;
	const { build } = await import('vite');
	const aside = join(PROJECT_ROOT, 'node_modules', `.tessera-build-${process.pid}`);
	try {
		await build({
			root: PROJECT_ROOT,
			configFile: join(PROJECT_ROOT, 'vite.config.ts'),
			logLevel: 'warn',
			build: { outDir: aside, emptyOutDir: true },
		});
		rmSync(BUILD_FOLDER, { recursive: true, force: true });
		renameSync(aside, BUILD_FOLDER);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}

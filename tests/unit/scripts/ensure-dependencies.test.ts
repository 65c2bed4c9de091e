import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isNodeSupported, outdatedPackages } from '../../../scripts/lib/ensure-dependencies.mjs';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'tessera-root-'));
	mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

type Packages = Record<string, { version: string; optional?: boolean }>;
const lock = (packages: Packages): void =>
	writeFileSync(
		join(root, 'package-lock.json'),
		JSON.stringify({ packages: { '': { version: '1.0.0' }, ...packages } }),
	);
const install = (packages: Packages): void =>
	writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));

const A = { 'node_modules/a': { version: '1.0.0' } };
const B = { 'node_modules/b': { version: '2.0.0' } };
const OTHER_SYSTEM = { 'node_modules/c-win32': { version: '3.0.0', optional: true } };

test('nothing installed: everything is missing', () => {
	lock({ ...A, ...B });
	expect(outdatedPackages(root)).toEqual(['node_modules/a', 'node_modules/b']);
});

test('what the lockfile says is installed; packages of other systems do not count', () => {
	lock({ ...A, ...B, ...OTHER_SYSTEM });
	install({ ...A, ...B });
	expect(outdatedPackages(root)).toEqual([]);
});

test('another version, and a missing one, are named', () => {
	lock({ ...A, ...B });
	install({ 'node_modules/a': { version: '1.0.1' } });
	expect(outdatedPackages(root)).toEqual(['node_modules/a', 'node_modules/b']);
});

test.each([
	['20.19.0', true],
	['20.20.2', true],
	['20.18.9', false],
	['18.20.0', false],
	['21.7.0', false],
	['22.11.0', false],
	['22.12.0', true],
	['24.0.0', true],
])('Node %s: %s', (version, isSupported) => {
	expect(isNodeSupported(version)).toBe(isSupported);
});

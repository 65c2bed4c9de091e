/** `npm ci` refuses a lockfile that leaves out the native parts for other systems, and npm leaves out what it can't find. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Entry {
	optionalDependencies?: Record<string, string>;
	resolved?: string;
}

test('the lockfile has the native parts of every package for every system', () => {
	const file = join(resolve(import.meta.dirname, '../../..'), 'package-lock.json');
	const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
	const missing = Object.entries(packages).flatMap(([path, entry]) =>
		Object.keys(entry.optionalDependencies ?? {})
			.filter((name) => packages[`${path}/node_modules/${name}`] === undefined)
			.filter((name) => packages[`node_modules/${name}`] === undefined)
			.map((name) => `${name} of ${path}`),
	);
	expect(missing).toEqual([]);
});

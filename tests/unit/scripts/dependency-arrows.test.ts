/** The linter fails when an import runs against `ui → engine, gpu; gpu → engine`. */
import { spawnSync } from 'node:child_process';
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * Lints files in a miniature project with this repository's configuration.
 * @returns by file, what the linter had to say about it
 */
function lint(files: Record<string, string>): Record<string, string[]> {
	const project = mkdtempSync(join(tmpdir(), 'tessera-lint-'));
	copyFileSync(join(ROOT, '.oxlintrc.json'), join(project, '.oxlintrc.json'));
	symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
	for (const [file, code] of Object.entries(files)) {
		mkdirSync(dirname(join(project, file)), { recursive: true });
		writeFileSync(join(project, file), code);
	}
	const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
	const result = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: project, encoding: 'utf8' });
	rmSync(project, { recursive: true });
	const { diagnostics } = JSON.parse(result.stdout) as {
		diagnostics: { message: string; help?: string; code: string; filename: string }[];
	};
	const said: Record<string, string[]> = Object.fromEntries(Object.keys(files).map((file) => [file, []]));
	for (const { filename, code, message, help = '' } of diagnostics) said[filename].push(`${code} ${message} ${help}`);
	return said;
}

const TARGETS = Object.fromEntries(
	['src/engine/a/x.ts', 'src/gpu/a/x.ts', 'src/ui/a/x.ts'].map((file) => [
		file,
		'export const x = 1;\nexport interface X {\n\tx: number;\n}\n',
	]),
);

/** The ways to name another module. */
const forms = (target: string): string[] => [
	`import { x } from '${target}';\nexport const y = x;\n`,
	`import type { X } from '${target}';\nexport const y: X = { x: 1 };\n`,
	`export { x } from '${target}';\n`,
];

test('every import against the arrows is refused, in every form', () => {
	const wrong = [
		['src/engine/b', '../../gpu/a/x.ts', 'engine imports neither gpu nor ui'],
		['src/engine/b', '../../ui/a/x.ts', 'engine imports neither gpu nor ui'],
		['src/engine', '../gpu/a/x.ts', 'engine imports neither gpu nor ui'],
		['src/engine/b', 'solid-js', 'engine knows no UI library'],
		['src/engine/b', 'solid-js/store', 'engine knows no UI library'],
		['src/engine/b', '@kobalte/core/dialog', 'engine knows no UI library'],
		['src/gpu/b', '../../ui/a/x.ts', 'gpu imports engine only'],
		['src/gpu/b', 'solid-js', 'gpu knows no UI library'],
	];
	const probes = wrong.flatMap(([folder, target, message], row) =>
		forms(target).map((code, form) => ({ file: `${folder}/probe-${row}-${form}.ts`, code, message })),
	);
	const said = lint({ ...TARGETS, ...Object.fromEntries(probes.map(({ file, code }) => [file, code])) });
	for (const { file, code, message } of probes) {
		expect(said[file].join('\n'), `${file}: ${code}`).toContain(message);
	}
});

test('imports along the arrows are not', () => {
	const right = [
		['src/gpu/b', '../../engine/a/x.ts'],
		['src/ui/b', '../../engine/a/x.ts'],
		['src/ui/b', '../../gpu/a/x.ts'],
		['src/engine/b', '../a/x.ts'],
	];
	const probes = right.flatMap(([folder, target], row) =>
		forms(target).map((code, form) => [`${folder}/probe-${row}-${form}.ts`, code]),
	);
	const said = lint({ ...TARGETS, ...Object.fromEntries(probes) });
	expect(Object.entries(said).filter(([, messages]) => messages.length > 0)).toEqual([]);
});

test('the engine may not touch the page, and no imports may run in a circle', () => {
	const said = lint({
		'src/engine/page.ts': 'export const y = document.title;\n',
		'src/engine/a/y.ts': "import { z } from '../b/z.ts';\nexport const y = z;\n",
		'src/engine/b/z.ts': "import { y } from '../a/y.ts';\nexport const z = y;\n",
	});
	expect(said['src/engine/page.ts'].join()).toContain('no-restricted-globals');
	expect(said['src/engine/a/y.ts'].join()).toContain('no-cycle');
});

test('no import that the linter cannot see (at run time, or of a worker) runs against the arrows', () => {
	const hidden = /(?:import\(|new URL\()\s*['"`]([^'"`]+)['"`]/g;
	const wrong = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => /^(engine|gpu)\/.*\.ts$/.test(file))
		.flatMap((file) => {
			const forbidden = file.startsWith('engine/') ? /\/(gpu|ui)\// : /\/ui\//;
			const targets = [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(hidden)].map((match) => match[1]);
			return targets.filter((target) => forbidden.test(target)).map((target) => `${file}: ${target}`);
		});
	expect(wrong).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPERATORS } from '../../../src/engine/design/operators.ts';
import * as numbers from '../../../src/gpu/reference/operators.ts';

const expected = Object.fromEntries(OPERATORS.map((name, i) => [name.toUpperCase().replaceAll('-', '_'), i]));

test('the kernel numbers the operators as the list does', () => {
	expect({ ...numbers }).toEqual(expected);
});

test('the shader numbers the operators as the list does', () => {
	const wgsl = readFileSync(new URL('../../../shaders/shared/operators.wgsl', import.meta.url), 'utf8');
	const found = [...wgsl.matchAll(/^const (\w+) = (\d+)u;$/gm)].map(([, name, value]) => [name, Number(value)]);
	expect(Object.fromEntries(found)).toEqual(expected);
});

/** What browsers throw when something of the machine is gone is told as that, and not as a bug. */
import { expect, it } from 'vitest';
import { toProblem } from '../../src/engine/errors.ts';

it.each([
	['Array buffer allocation failed', 'RangeError'],
	['Out of memory at ImageData creation', 'RangeError'],
	['The ImageBitmap could not be allocated.', 'InvalidStateError'],
])('“%s” is a lack of memory', (message, name) => {
	expect(toProblem(Object.assign(new Error(message), { name })).code).toBe('out-of-memory');
});

it('a number that is out of range is a bug', () => {
	expect(toProblem(new RangeError('Invalid array length')).code).toBe('bug');
});

it('a file that can no longer be read has changed', () => {
	expect(toProblem(new DOMException('The requested file could not be read.', 'NotReadableError'))).toMatchObject({
		code: 'file-changed',
		hint: 'Import the folder again.',
	});
});

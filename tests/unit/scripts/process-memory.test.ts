import { expect, test } from 'vitest';
import { kindsOf, processRole } from '../../../scripts/lib/process-memory.mjs';
import { memoryTable, roleWords } from '../../../scripts/lib/soak-table.mjs';

test.each([
	['/usr/lib/chromium/chromium\0--user-data-dir=/tmp/p\0', 'browser'],
	['/usr/lib/chromium/chromium --type=renderer --lang=en', 'renderer'],
	['chromium\0--type=gpu-process\0--x', 'gpu-process'],
	['chromium --type=utility --utility-sub-type=storage.mojom.StorageService', 'storage'],
	['chromium --type=utility --utility-sub-type=network.mojom.NetworkService', 'network'],
	['chromium --type=utility --lang=en', 'utility'],
])('%s', (commandLine, role) => {
	expect(processRole(commandLine)).toBe(role);
});

test('kinds of memory, from what Linux 6 tells', () => {
	const rollup = [
		'562845fdb000-7ffe32c98000 ---p 00000000 00:00 0                          [rollup]',
		'Rss:                1616 kB',
		'Pss:                 334 kB',
		'Pss_Dirty:           112 kB',
		'Pss_Anon:            112 kB',
		'Pss_File:            222 kB',
		'Pss_Shmem:             7 kB',
	].join('\n');
	expect(kindsOf(rollup)).toEqual({ anonymous: 112 * 1024, file: 222 * 1024, shared: 7 * 1024 });
});

test('the table adds up', () => {
	const baseline = new Map([['renderer', { anonymous: 80e6, shared: 1e6, file: 9e6 }]]);
	const added = new Map([
		['renderer', { anonymous: 200e6, shared: -1e6, file: 2e6 }],
		['storage', { anonymous: 3e6, shared: 0, file: 0 }],
		['zygote', { anonymous: 1000, shared: 0, file: 0 }],
	]);
	const cells = memoryTable(baseline, added).map((line) => line.trim().split(/\s{2,}/));
	expect(cells[1]).toEqual(['renderer', '90', '200', '-1', '2', '201']);
	expect(cells.at(-1)).toEqual(['all', '90', '203', '-1', '2', '204']);
	expect(roleWords(added)).toBe('renderer 201, storage 3');
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	freshFolder,
	imageFileName,
	metadataFileName,
	runFolderName,
	safeFileName,
} from '../../../src/engine/output/file-names.ts';
import { FakeDisk } from '../../support/fake-file-system.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('safeFileName', () => {
	test.each([
		['Cats', 'Cats'],
		['../../etc/passwd', '_.._etc_passwd'],
		['a<b>c:d"e/f\\g|h?i*j', 'a_b_c_d_e_f_g_h_i_j'],
		['CON', '_CON'],
		['con.png', '_con.png'],
		['LPT¹', '_LPT¹'],
		['console', 'console'],
		['trailing. . ', 'trailing'],
		['.hidden', 'hidden'],
		['tab\tand\nline', 'tab_and_line'],
		['two   spaces', 'two spaces'],
		['e\u0301', '\u00e9'],
		['lone \ud800 surrogate', 'lone _ surrogate'],
		['evil\u202egnp.exe', 'evil_gnp.exe'],
		['🐈‍⬛ cat', '🐈‍⬛ cat'],
		['', 'fallback'],
		['...', 'fallback'],
	])('%j becomes %j', (text, expected) => {
		expect(safeFileName(text, 'fallback')).toBe(expected);
	});

	test('long names are cut to 255 bytes between code points', () => {
		const name = safeFileName(`a${'😀'.repeat(100)}`, 'fallback');
		expect(name).toBe(`a${'😀'.repeat(63)}`);
		expect(bytes(name)).toBe(253);
	});

	test('no trailing dot or space appears by cutting', () => {
		expect(safeFileName(`${'a'.repeat(254)} b`, 'fallback')).toBe('a'.repeat(254));
	});

	test('any text becomes a legal name, and a legal name stays as it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
				const name = safeFileName(text, 'fallback');
				expect(bytes(name)).toBeLessThanOrEqual(255);
				expect(name).toBe(name.normalize('NFC'));
				expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]|^[. ]|[. ]$|^$/u);
				expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
				expect(safeFileName(name, 'fallback')).toBe(name);
			}),
		);
	});
});

test('images and metadata are named by the token number', () => {
	expect(imageFileName(7, 'png')).toBe('7.png');
	expect(imageFileName(0, 'jpeg')).toBe('0.jpg');
	expect(metadataFileName(10000)).toBe('10000.json');
});

describe('runFolderName', () => {
	test('holds name, count and date', () => {
		expect(runFolderName('Notionists', 1000, '2026-11-23 14.05.12')).toBe('Notionists 1,000 2026-11-23 14.05.12');
		expect(runFolderName('a/b', 5, '2026-11-23')).toBe('a_b 5 2026-11-23');
		expect(runFolderName('', 5, '2026-11-23')).toBe('Collection 5 2026-11-23');
	});
	test('a long name is cut, not the date', () => {
		const name = runFolderName('ü'.repeat(300), 100_000, '2026-11-23 14.05.12');
		expect(name).toMatch(/^ü+ 100,000 2026-11-23 14\.05\.12$/u);
		expect(bytes(`${name} (9999)`)).toBeLessThanOrEqual(255);
	});
});

describe('freshFolder', () => {
	test('takes the wanted name when it is free, else the first free number', async () => {
		const { root } = new FakeDisk();
		expect(await freshFolder(root, 'Cats')).toBe('Cats');
		await root.getDirectoryHandle('Cats', { create: true });
		expect(await freshFolder(root, 'Cats')).toBe('Cats (2)');
		await root.getFileHandle('Cats (2)', { create: true });
		expect(await freshFolder(root, 'Cats')).toBe('Cats (3)');
	});
	test('a lost permission and a deleted folder are said, not taken for a free name', async () => {
		const disk = new FakeDisk();
		disk.fault = () => 'NotAllowedError';
		await expect(freshFolder(disk.root, 'Cats')).rejects.toMatchObject({ problem: { code: 'permission-lost' } });
		disk.fault = () => undefined;
		disk.root.gone = true;
		await expect(freshFolder(disk.root, 'Cats')).rejects.toMatchObject({ problem: { code: 'folder-gone' } });
	});
});

import type { ImportSource } from './import-source.ts';

/**
 * Asks for a folder of traits; must be called from a click or a key press.
 * @returns undefined when nothing was picked
 */
export async function pickFolder(): Promise<ImportSource | undefined> {
	if (!('showDirectoryPicker' in window)) return pickWithInput();
	try {
		return { kind: 'directory', directory: await window.showDirectoryPicker({ id: 'tessera-import', mode: 'read' }) };
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'AbortError') return undefined;
		throw thrown;
	}
}

/** Firefox and Safari have no folder picker, but a file input that takes folders. */
function pickWithInput(): Promise<ImportSource | undefined> {
	return new Promise((resolve) => {
		const input = document.createElement('input');
		input.type = 'file';
		input.webkitdirectory = true;
		input.addEventListener('cancel', () => resolve(undefined));
		input.addEventListener('change', () => {
			const files = [...(input.files ?? [])].map((file) => {
				const [, ...below] = file.webkitRelativePath.split('/');
				return { path: below.join('/'), file };
			});
			const name = input.files?.[0]?.webkitRelativePath.split('/')[0] ?? '';
			resolve(files.length === 0 ? undefined : { kind: 'files', name, files });
		});
		input.click();
	});
}

/** Where a run writes: a folder or a ZIP that the user picks, or a download where the browser has no pickers. */
import type { Design } from '../../engine/design/design.ts';
import { freshFolder, runFolderName } from '../../engine/output/file-names.ts';
import type { SinkTarget } from '../../engine/output/sink.ts';
import { saveStream } from './save-stream.ts';

export type DestinationKind = 'folder' | 'zip' | 'download';

export const hasFolderPicker = () => 'showDirectoryPicker' in window;
export const hasFilePicker = () => 'showSaveFilePicker' in window;

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-23 14.05.12`, the local time: part of the name of a folder, never of a file's bytes. */
function timestamp(date: Date): string {
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return `${day} ${two(date.getHours())}.${two(date.getMinutes())}.${two(date.getSeconds())}`;
}

/**
 * Asks where to write; must be called from a click or a key press.
 * @returns undefined when the user closed the picker
 * @throws TesseraError when the folder cannot be used
 */
export async function chooseTarget(kind: DestinationKind, design: Design): Promise<SinkTarget | undefined> {
	const name = runFolderName(design.name, design.supply.count, timestamp(new Date()));
	try {
		switch (kind) {
			case 'folder': {
				const directory = await window.showDirectoryPicker({ id: 'tessera-output', mode: 'readwrite' });
				return { kind, directory, folder: await freshFolder(directory, name) };
			}
			case 'zip': {
				const types = [{ description: 'ZIP archive', accept: { 'application/zip': ['.zip' as const] } }];
				return { kind, file: await window.showSaveFilePicker({ suggestedName: `${name}.zip`, types }) };
			}
			case 'download':
				return { kind: 'zip-stream', name: `${name}.zip`, stream: saveStream(`${name}.zip`) };
		}
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'AbortError') return undefined;
		throw thrown;
	}
}

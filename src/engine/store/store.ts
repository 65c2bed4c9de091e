/** All storage of the app, in IndexedDB. What is read is validated; what cannot be read is reported and left alone. */
import { createAssetStore, type AssetStore } from './assets.ts';
import { createCalibrationStore, type CalibrationStore } from './calibration.ts';
import { createConnection } from './database.ts';
import { createHandleStore, type HandleStore } from './handles.ts';
import { createProjectStore, type ProjectStore } from './projects.ts';
import { createRasterStore, type RasterStore } from './rasters.ts';
import { createRunStore, type RunStore } from './runs.ts';

/** Every function may throw TesseraError `storage-unavailable`, `storage-newer`, `storage-full` or `storage-failed`. */
export interface Store {
	projects: ProjectStore;
	assets: AssetStore;
	rasters: RasterStore;
	runs: RunStore;
	handles: HandleStore;
	calibration: CalibrationStore;
}

let opened: Promise<Store> | undefined;

/**
 * The store of this thread; opened once, later calls are free.
 * @throws TesseraError `storage-unavailable`, `storage-newer`, `storage-failed`
 */
export function openStore(): Promise<Store> {
	opened ??= open();
	// A failed opening may succeed later, e.g. once the user allows storage.
	opened.catch(() => (opened = undefined));
	return opened;
}

async function open(): Promise<Store> {
	const use = createConnection();
	await use(async () => undefined);
	return {
		projects: createProjectStore(use),
		assets: createAssetStore(use),
		rasters: createRasterStore(use),
		runs: createRunStore(use),
		handles: createHandleStore(use),
		calibration: createCalibrationStore(use),
	};
}

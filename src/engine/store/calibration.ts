/** What this device's latest measurement says of its costs. */
import * as v from 'valibot';
import { DEFAULT_CALIBRATION, type Calibration } from '../bench/calibration.ts';
import type { UseDatabase } from './database.ts';

const KEY = 'device';

/** Every function may throw TesseraError `storage-unavailable`, `storage-newer`, `storage-full` or `storage-failed`. */
export interface CalibrationStore {
	/** Of this device, or that of the reference device where nothing was measured or what is stored cannot be read. */
	get(): Promise<Calibration>;
	put(calibration: Calibration): Promise<void>;
}

const Cost = v.pipe(v.number(), v.finite(), v.minValue(0));
const BySink = v.object({ folder: Cost, zip: Cost, memory: Cost });

const CalibrationSchema = v.object({
	source: v.picklist(['benchmark', 'run', 'default']),
	secondsPerTile: v.object({
		composite: v.object({
			webgpu: v.exactOptional(Cost),
			canvas2d: v.exactOptional(Cost),
			reference: v.exactOptional(Cost),
		}),
		encode: Cost,
	}),
	secondsPerImage: v.object({ assemble: Cost }),
	secondsPerFile: BySink,
	secondsPerByte: BySink,
});

export function createCalibrationStore(use: UseDatabase): CalibrationStore {
	return {
		get: () =>
			use(async (database) => {
				const parsed = v.safeParse(CalibrationSchema, await database.get('calibration', KEY));
				return parsed.success ? parsed.output : DEFAULT_CALIBRATION;
			}),
		put: (calibration) => use(async (database) => void (await database.put('calibration', calibration, KEY))),
	};
}

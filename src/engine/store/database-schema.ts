/** The object stores of the one database, and what is in them. */
import type { DBSchema } from 'idb';
import type { RecordKey } from '../errors.ts';

/** Values are `unknown` where they are validated when read: another version, or a fault, may have written them. */
export interface Schema extends DBSchema {
	/** By project id. */
	projects: { key: RecordKey; value: unknown };
	/** File bytes by SHA-256. */
	assets: { key: string; value: unknown };
	/** Drawn SVG by `hash@WxH`. */
	rasters: { key: string; value: unknown };
	/** By run id. */
	runs: { key: RecordKey; value: unknown };
	/** What lists show of projects and runs: by `projects/id`, `runs/id`. */
	summaries: { key: string; value: unknown };
	/** What grows while a run goes on: by `id/progress`, `id/tokens/N`. */
	journal: { key: string; value: unknown };
	/** File and directory handles by a name of the caller's. */
	handles: { key: string; value: unknown };
	/** Results of the device benchmark by the moment they were taken, ISO 8601. */
	benchmarks: { key: string; value: unknown };
	/** One record: the costs of this device. */
	calibration: { key: string; value: unknown };
}

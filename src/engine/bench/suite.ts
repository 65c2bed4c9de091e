/**
 * The device benchmark's suite: what is measured, in which units, and what it is compared with. A change to anything here or
 * to the work behind a row makes results incomparable and raises `SUITE_VERSION`.
 */

import type { ReferenceRow } from './reference-device.ts';

export const SUITE_VERSION = 3;

export type SuiteMode = 'quick' | 'full';

/** In the order in which they are shown. */
export const ROW_GROUPS = [
	'composite',
	'encode',
	'pipeline',
	'scaling',
	'write',
	'sink',
	'browser',
	'transfer',
] as const;
export type RowGroup = (typeof ROW_GROUPS)[number];

export type Unit = 'tiles/s' | 'MB/s' | 'images/s' | 'files/s';

/** How a row was timed: by the clock on the wall, until the work was done; or by the GPU's own timestamps. */
export type Timing = 'wall' | 'gpu-timestamps';

export interface RowInfo {
	group: RowGroup;
	/** For people. */
	name: string;
	unit: Unit;
}

const ROWS: Record<string, RowInfo> = {
	'composite-webgpu': { group: 'composite', name: 'WebGPU, with reading back', unit: 'tiles/s' },
	'composite-webgpu-shader': { group: 'composite', name: 'WebGPU, shader alone', unit: 'tiles/s' },
	'composite-canvas2d': { group: 'composite', name: 'Canvas2D', unit: 'tiles/s' },
	'composite-reference': { group: 'composite', name: 'Integer kernel', unit: 'tiles/s' },
	upload: { group: 'transfer', name: 'Upload to textures', unit: 'MB/s' },
	'read-back': { group: 'transfer', name: 'Read back from buffers', unit: 'MB/s' },
	encode: { group: 'encode', name: 'Tile encoding', unit: 'tiles/s' },
	assemble: { group: 'encode', name: 'Assembly of PNG files', unit: 'images/s' },
	'write-private': { group: 'write', name: 'Files of 512², private file system', unit: 'images/s' },
	'write-folder': { group: 'write', name: 'Files of 512², picked folder', unit: 'images/s' },
	'sink-small': { group: 'sink', name: 'Files of 2 KB', unit: 'files/s' },
	'sink-large': { group: 'sink', name: 'Files of 1 MB', unit: 'MB/s' },
	'sink-zip': { group: 'sink', name: 'One ZIP', unit: 'MB/s' },
	browser: { group: 'browser', name: 'The browser’s own path, 1080²', unit: 'images/s' },
};

/** Sides of the square images that go through the whole pipeline, pixels. */
export const PIPELINE_SIDES = [512, 1080, 2048, 4096] as const;
export type PipelineSide = (typeof PIPELINE_SIDES)[number];

/** @returns undefined for a row that this version of the suite does not have. */
export function rowInfo(id: string): RowInfo | undefined {
	if (Object.hasOwn(ROWS, id)) return ROWS[id];
	const side = PIPELINE_SIDES.find((known) => id === `pipeline-${known}`);
	if (side !== undefined) return { group: 'pipeline', name: `Memory to memory, ${side}²`, unit: 'images/s' };
	const workers = /^workers-([1-9]\d{0,3})$/.exec(id)?.[1];
	if (workers === undefined) return undefined;
	return { group: 'scaling', name: workers === '1' ? '1 worker' : `${workers} workers`, unit: 'images/s' };
}

const placeOf = (id: string) => ROW_GROUPS.indexOf(rowInfo(id)?.group ?? 'transfer');
const numberOf = (id: string) => Number(/\d+$/.exec(id)?.[0] ?? 0);

/** Compares row ids for sorting: by group, and in numerical order of sizes and workers. */
export function compareRows(a: string, b: string): number {
	return placeOf(a) - placeOf(b) || numberOf(a) - numberOf(b);
}

/** Rows of which the fastest counts as the device's compositing: what `auto` would take. */
export const COMPOSITE_ROWS = ['composite-webgpu', 'composite-canvas2d', 'composite-reference'] as const;

/** In the order in which they are shown. */
export const SUB_SCORES = ['compositing', 'encoding', 'pipeline', 'writing'] as const;
export type SubScore = (typeof SUB_SCORES)[number];

/** What each is over. */
export const SUB_SCORE_ROWS: Record<SubScore, readonly ReferenceRow[]> = {
	compositing: ['composite'],
	encoding: ['encode', 'assemble'],
	pipeline: ['pipeline-512', 'pipeline-1080'],
	writing: ['write-private'],
};

/**
 * What the score is made of. Writing stands beside it: on one idle machine the same files took three times as long in one
 * minute as in another, by what the disk had to do for those before.
 */
export const SCORED_PARTS: readonly SubScore[] = ['compositing', 'encoding', 'pipeline'];
export const SCORED_ROWS = SCORED_PARTS.flatMap((part) => SUB_SCORE_ROWS[part]);

/** Tokens per run of the pipeline, by side. Part of the suite: the share of tiles made anew depends on it. */
export const PIPELINE_TOKENS: Record<PipelineSide, number> = { 512: 1200, 1080: 800, 2048: 40, 4096: 12 };

/** Tokens of 512² per run into files, an image and its metadata each. */
export const WRITE_TOKENS = 80;

/** Files that are written without being made, to tell what a file costs from what its bytes cost. */
export const SMALL_FILE_BYTES = 2048;
export const SMALL_FILES = 80;
export const LARGE_FILE_BYTES = 1 << 20;
export const LARGE_FILES = 16;

/** Tokens of 1080² whose tiles the single steps work on, and tokens that the browser's own path draws each time. */
export const STEP_TOKENS = 8;
export const BROWSER_TOKENS = 24;

/**
 * Rounds, in each of which every row is measured once: `most`, or as many as end within `seconds` of the whole suite, at
 * least `least`. `secondsPerSample`: how long a single step is repeated each time.
 */
export const EFFORT: Record<SuiteMode, { least: number; most: number; seconds: number; secondsPerSample: number }> = {
	quick: { least: 3, most: 9, seconds: 29, secondsPerSample: 0.15 },
	full: { least: 5, most: 15, seconds: 240, secondsPerSample: 0.3 },
};

/** Rounds in which rows that are not scored are measured. */
export const EXTRA_ROUNDS = 3;

const SCORED_IDS: readonly string[] = [...COMPOSITE_ROWS, ...SCORED_ROWS];

/** Whether a row can count in the score. */
export function isScored(id: string): boolean {
	return SCORED_IDS.includes(id);
}

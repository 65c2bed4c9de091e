/** The device that has a score of 100. Apart from the suite: the app also takes it for devices that were not measured yet. */

export const REFERENCE_CORES = 2;

export type ScoredRow = 'composite' | 'encode' | 'assemble' | 'pipeline-512' | 'pipeline-1080' | 'write-private';

/**
 * What a score of 100 stands for: two cores of an AMD EPYC server (x86-64, a virtual machine) without a GPU, Debian 12,
 * Chromium 156. Medians of the steadiest of six quick runs; other programs took 1 to 2 % of the processor, and some of the disk.
 * They are a fixed yardstick of this version of the suite: to change them is to raise `SUITE_VERSION`.
 */
export const REFERENCE_DEVICE: Record<ScoredRow, number> = {
	composite: 215_000,
	encode: 46_000,
	assemble: 2_950,
	'pipeline-512': 820,
	'pipeline-1080': 370,
	'write-private': 120,
};

/** The device that has a score of 100. Apart from the suite: the app also takes it for devices that were not measured yet. */

export const REFERENCE_CORES = 2;

export type ReferenceRow = 'composite' | 'encode' | 'assemble' | 'pipeline-512' | 'pipeline-1080' | 'write-private';

/**
 * What a score of 100 stands for: two cores of an AMD EPYC server (x86-64, a virtual machine) without a GPU, Debian 12,
 * Chromium 150. Medians of six quick runs, whose scores differed by 6 %; other programs took 0 to 4 % of the processor.
 * They are a fixed yardstick of this version of the suite: to change them is to raise `SUITE_VERSION`.
 */
export const REFERENCE_DEVICE: Record<ReferenceRow, number> = {
	composite: 391_000,
	encode: 169_000,
	assemble: 5_300,
	'pipeline-512': 8_100,
	'pipeline-1080': 4_700,
	'write-private': 305,
};

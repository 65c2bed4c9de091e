/** The device that has a score of 100. Apart from the suite: the app also takes it for devices that were not measured yet. */

export const REFERENCE_CORES = 2;

export type ScoredRow = 'composite' | 'encode' | 'assemble' | 'pipeline-512' | 'pipeline-1080' | 'write-private';

/**
 * What a score of 100 stands for. Provisional: estimates for two x86-64 cores without a GPU, not measured on an idle machine.
 * Scores are not to be published until measured figures replace these; then they are fixed for this version of the suite.
 */
export const REFERENCE_DEVICE: Record<ScoredRow, number> = {
	composite: 60_000,
	encode: 2_400,
	assemble: 1_500,
	'pipeline-512': 400,
	'pipeline-1080': 110,
	'write-private': 220,
};

import type { Problem } from '../errors.ts';

/** The folder conventions that are recognised, by the tools they come from. */
export type Convention = 'plain' | 'hashlips' | 'nftchef' | 'hashlips-lab' | 'niftykit' | 'nft.net';

export interface ImportReport {
	convention: Convention;
	/** One sentence for a person: what was recognised, and by what. */
	reason: string;
	/** Files in the folder. */
	files: number;
	/** Image files that became part of the design. */
	images: number;
	layers: number;
	traits: number;
	/** Everything that was not used (`error`), is odd (`warning`) or was read in a way worth knowing (`info`). */
	problems: Problem[];
}

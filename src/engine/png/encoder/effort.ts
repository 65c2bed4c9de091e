/** How hard to look for matches; of the run. */

/** Earlier places that are compared at most; 0: runs and the row above are all that is known. */
export let chain: i32 = 0;
/** A match of so many bytes is taken: the search ends, and none begins or ends inside it. */
export let enough: i32 = 0;
/** Whether shortened matches are weighed too. */
export let shorten: bool = false;

export function useEffort(longestChain: i32, enoughBytes: i32, weighShortened: bool): void {
	chain = longestChain;
	enough = enoughBytes;
	shorten = weighShortened;
}

/** Keeps what drawn SVGs leave behind from piling up. */

/** Each leaves 0.4 MB: Chromium makes a page of its own for every SVG, with a document, styles and fonts. */
const DRAWINGS = 8;
/** Chromium collects garbage when array buffers have grown by 64 MB since it did so last. Nobody touches it, so it takes no memory. */
const NUDGE_BYTES = 96 << 20;

let drawn = 0;
/** In an array, since a buffer that nobody can get at is left out when the app is built. */
const nudges: ArrayBuffer[] = [];

/**
 * To be called after every drawing. The documents of drawn SVGs are garbage that the browser does not hurry to collect: to its
 * JavaScript heap they are nothing, and the page allocates little else during a run.
 */
export function sweepDrawings(): void {
	nudges.length = 0;
	if (++drawn % DRAWINGS !== 0) return;
	try {
		nudges.push(new ArrayBuffer(NUDGE_BYTES));
	} catch {
		// No room for it: then the browser collects anyway.
	}
}

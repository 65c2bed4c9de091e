/** The Plan: every token decided before the first pixel. Rendering is a pure function of (Design, Plan, token). */

/** DNA value of a layer that shows nothing. Trait indices are below it. */
export const NONE = 0xffff;

/** Raised when the same Design and seed would give another Plan than before. Recorded in every run. */
export const PLAN_ALGORITHM = 1;

export interface Plan {
	algorithm: number;
	/** Number of tokens. */
	count: number;
	/** Columns: the layers of the design, in design order, whatever the section draws. */
	layers: number;
	/** `count × layers`, row-major: index into `layer.traits`, or NONE. Row i is token number `firstNumber + i`. */
	dna: Uint16Array<ArrayBuffer>;
	/** Number of the first token. */
	firstNumber: number;
	/** Per token: index into `supply.sections`, 0 if there are none. */
	section: Uint8Array<ArrayBuffer>;
	/** Per token: 1 + index into `supply.specials`, 0 if the token is an ordinary one. */
	special: Uint16Array<ArrayBuffer>;
}

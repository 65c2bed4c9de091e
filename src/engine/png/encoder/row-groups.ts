/** Groups of equal rows below each other: what was found in the first of a group is found in the last too, and nearer. */
import { LAST_OF_GROUP } from './memory.ts';

let start: i32 = 0;

/** Row `y` equals the one above. */
export function repeatGroup(y: i32): void {
	store<u8>(start, y, LAST_OF_GROUP);
}

/** Row `y` does not. */
export function beginGroup(y: i32): void {
	start = y;
	store<u8>(y, y, LAST_OF_GROUP);
}

/** The last row so far of the group that row `y` begins. */
export function lastOfGroup(y: i32): i32 {
	return load<u8>(y, LAST_OF_GROUP);
}

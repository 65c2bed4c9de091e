/** Object URLs keep their file in memory until they are revoked: each is counted. */
import { resources } from '../../engine/run/resource-counters.ts';

/** To be given back with `revokeUrl`. */
export function createUrl(file: Blob): string {
	resources.add('objectUrls', 1);
	return URL.createObjectURL(file);
}

export function revokeUrl(url: string): void {
	resources.add('objectUrls', -1);
	URL.revokeObjectURL(url);
}

/** Small things that this device remembers. A browser that lets a page store nothing forgets them with the page. */

/** @returns null if it is not there, or nothing may be stored */
export function recall(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

/** @param value undefined: forgets it */
export function remember(key: string, value: string | undefined): void {
	try {
		if (value === undefined) localStorage.removeItem(key);
		else localStorage.setItem(key, value);
	} catch {
		// Forbidden, or full: it holds as long as the page does.
	}
}

/** The pictures of what was just written, as object URLs: a bounded number alive, every one revoked. */
import { createUrl, revokeUrl } from '../controls/object-url.ts';

/** With the URLs of SVGs that are being drawn, fewer than 50 alive at once. */
export const MOST_THUMBNAILS = 40;

export interface ShownThumbnail {
	token: number;
	/** Object URL. */
	url: string;
}

export class LiveThumbnails {
	#shown: readonly ShownThumbnail[] = [];
	readonly #onChange: (shown: readonly ShownThumbnail[]) => void;

	/** @param onChange gets what is to be shown now, newest first; URLs that are not in it are dead */
	constructor(onChange: (shown: readonly ShownThumbnail[]) => void) {
		this.#onChange = onChange;
	}

	add(token: number, image: Blob): void {
		this.#keep([{ token, url: createUrl(image) }, ...this.#shown], MOST_THUMBNAILS);
	}

	clear(): void {
		this.#keep(this.#shown, 0);
	}

	#keep(all: readonly ShownThumbnail[], most: number): void {
		for (const { url } of all.slice(most)) revokeUrl(url);
		this.#shown = all.slice(0, most);
		this.#onChange(this.#shown);
	}
}

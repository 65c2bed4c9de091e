/** Decoded bitmaps by what they show, up to a budget in bytes; the least recently used go first and are closed. */
import { closeBitmap } from '../../gpu/raster/counted-bitmap.ts';

interface Entry {
	bitmap: Promise<ImageBitmap>;
	bytes: number;
	/** Draws that are waiting for it or using it now: such an entry is not closed. */
	users: number;
}

export interface BitmapRequest {
	key: string;
	/** Bytes of the decoded bitmap. */
	bytes: number;
	decode: () => Promise<ImageBitmap>;
}

export class BitmapCache {
	/** In order of use, oldest first. */
	readonly #entries = new Map<string, Entry>();
	readonly #budget: number;
	#bytes = 0;

	/** @param budget bytes */
	constructor(budget: number) {
		this.#budget = budget;
	}

	/**
	 * Waits for all bitmaps, decoding those that are missing, and hands them to `use`, which must be done with them when
	 * it returns. One that cannot be decoded arrives as undefined.
	 */
	async with(requests: readonly BitmapRequest[], use: (bitmaps: (ImageBitmap | undefined)[]) => void): Promise<void> {
		const entries = requests.map((request) => this.#take(request));
		const settled = await Promise.allSettled(entries.map((entry) => entry.bitmap));
		try {
			use(settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined)));
		} finally {
			for (const entry of entries) entry.users--;
			this.#trim();
		}
	}

	clear(): void {
		for (const [key, entry] of this.#entries) this.#drop(key, entry);
	}

	#take(request: BitmapRequest): Entry {
		const known = this.#entries.get(request.key);
		const entry = known ?? this.#decode(request);
		this.#entries.delete(request.key);
		this.#entries.set(request.key, entry);
		entry.users++;
		return entry;
	}

	#decode({ key, bytes, decode }: BitmapRequest): Entry {
		const entry: Entry = { bitmap: decode(), bytes, users: 0 };
		this.#bytes += bytes;
		// What failed once may succeed later, e.g. when storage is there again.
		entry.bitmap.catch(() => this.#entries.get(key) === entry && this.#drop(key, entry));
		return entry;
	}

	#trim(): void {
		for (const [key, entry] of this.#entries) {
			if (this.#bytes <= this.#budget) return;
			if (entry.users === 0) this.#drop(key, entry);
		}
	}

	#drop(key: string, entry: Entry): void {
		this.#entries.delete(key);
		this.#bytes -= entry.bytes;
		void entry.bitmap.then(closeBitmap, () => undefined);
	}
}

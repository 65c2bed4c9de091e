/** A cache with a budget in bytes, keyed by small integers, that evicts what was used longest ago. */

/** Share of the budget that an eviction frees, so that it happens rarely. */
const FREED_SHARE = 0.25;

export class RecencyCache<T extends object> {
	readonly budget: number;
	readonly #bytesOf: (entry: T) => number;
	#entries: (T | undefined)[] = [];
	#lastUsed = new Int32Array(1 << 12);
	#bytes = 0;
	#count = 0;
	#evicted = 0;

	/** @param budget bytes. @param bytesOf what an entry costs, constant over its life. */
	constructor(budget: number, bytesOf: (entry: T) => number) {
		this.budget = budget;
		this.#bytesOf = bytesOf;
	}

	get memoryBytes(): number {
		return this.#bytes + this.#lastUsed.byteLength + this.#entries.length * 8;
	}

	/** How many entries of the mean size of those that are there fit into the budget; without any, as many as there may be. */
	get capacity(): number {
		return this.#count === 0 ? Infinity : Math.floor((this.budget * this.#count) / this.#bytes);
	}

	get count(): number {
		return this.#count;
	}

	get evicted(): number {
		return this.#evicted;
	}

	/** @param now any number that does not fall from call to call; the batch number. */
	get(key: number, now: number): T | undefined {
		const entry = this.#entries[key];
		if (entry !== undefined) this.#lastUsed[key] = now;
		return entry;
	}

	set(key: number, entry: T, now: number): void {
		if (key >= this.#lastUsed.length) this.#grow(key);
		// Filled up to the key, so that the array stays dense and an access is one load.
		for (let i = this.#entries.length; i < key; i++) this.#entries.push(undefined);
		const old = this.#entries[key];
		if (old === undefined) this.#count++;
		else this.#bytes -= this.#bytesOf(old);
		this.#entries[key] = entry;
		this.#lastUsed[key] = now;
		this.#bytes += this.#bytesOf(entry);
	}

	/**
	 * Evicts down to the budget if it is exceeded. Entries used at `now` stay: the caller is about to use them.
	 * @returns whether anything went
	 */
	trim(now: number): boolean {
		if (this.#bytes <= this.budget) return false;
		const goal = this.budget * (1 - FREED_SHARE);
		const bytesByAge = new Map<number, number>();
		const entries = this.#entries;
		for (let key = 0; key < entries.length; key++) {
			const entry = entries[key];
			if (entry === undefined) continue;
			const used = this.#lastUsed[key];
			bytesByAge.set(used, (bytesByAge.get(used) ?? 0) + this.#bytesOf(entry));
		}
		let left = this.#bytes;
		let newestToDrop = -1;
		for (const used of [...bytesByAge.keys()].sort((a, b) => a - b)) {
			if (left <= goal || used >= now) break;
			left -= bytesByAge.get(used) ?? 0;
			newestToDrop = used;
		}
		for (let key = 0; key < entries.length; key++) {
			const entry = entries[key];
			if (entry === undefined || this.#lastUsed[key] > newestToDrop) continue;
			this.#bytes -= this.#bytesOf(entry);
			this.#count--;
			this.#evicted++;
			this.#entries[key] = undefined;
		}
		return newestToDrop >= 0;
	}

	/** Forgets every entry. */
	clear(): void {
		this.#evicted += this.#count;
		this.#entries = [];
		this.#bytes = 0;
		this.#count = 0;
	}

	#grow(key: number): void {
		let length = this.#lastUsed.length;
		while (length <= key) length *= 2;
		const larger = new Int32Array(length);
		larger.set(this.#lastUsed);
		this.#lastUsed = larger;
	}
}

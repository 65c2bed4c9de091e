/** The distinct states of one diagram level, found by hash (open addressing, compared in full). */
export class StateTable {
	count = 0;
	/** `count × words`. */
	states: Uint32Array;
	/** The state to enter next is put together here. */
	readonly scratch: Uint32Array;
	private readonly words: number;
	private slots: Int32Array;

	constructor(words: number, expected: number) {
		this.words = words;
		this.scratch = new Uint32Array(words);
		this.states = new Uint32Array(words * Math.max(16, expected * 2));
		this.slots = new Int32Array(2 ** (34 - Math.clz32(Math.max(8, expected)))).fill(-1);
	}

	/** The number of the state in `scratch`, entered if it is new. */
	enter(): number {
		const { words } = this;
		const at = this.slotOf(this.scratch, 0);
		if (this.slots[at] >= 0) return this.slots[at];
		if ((this.count + 1) * words > this.states.length) {
			const grown = new Uint32Array(this.states.length * 2);
			grown.set(this.states);
			this.states = grown;
		}
		const base = this.count * words;
		for (let word = 0; word < words; word++) this.states[base + word] = this.scratch[word];
		this.slots[at] = this.count;
		this.count++;
		if (this.count * 2 > this.slots.length) this.rehash();
		return this.count - 1;
	}

	/** The slot that holds the state at `from`, or the free slot where it belongs. */
	private slotOf(from: Uint32Array, base: number): number {
		const { words, slots, states } = this;
		const mask = slots.length - 1;
		let hash = 0x811c9dc5;
		for (let word = 0; word < words; word++) hash = Math.imul(hash ^ from[base + word] ^ (hash >>> 15), 0x9e3779b1);
		let at = (hash ^ (hash >>> 16)) & mask;
		for (;;) {
			const entry = slots[at];
			if (entry < 0) return at;
			let word = 0;
			while (word < words && states[entry * words + word] === from[base + word]) word++;
			if (word === words) return at;
			at = (at + 1) & mask;
		}
	}

	private rehash(): void {
		this.slots = new Int32Array(this.slots.length * 2).fill(-1);
		for (let entry = 0; entry < this.count; entry++) {
			this.slots[this.slotOf(this.states, entry * this.words)] = entry;
		}
	}
}

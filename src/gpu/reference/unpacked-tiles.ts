/** The trait tiles that were needed last, unpacked. */
import type { AlphaKind, PackedTiles } from '../../engine/tiles/packed-tiles.ts';

/** 20 MB of large tiles: far more than any stack has layers, enough for what neighbouring jobs share. */
const SLOTS = 1280;
/** A slot returned stays as it is until this many other tiles were asked for; no stack is deeper. */
const SAFE_SLOTS = 512;
/** Slots are allocated together in blocks, as they are first needed. */
const BLOCK_SLOTS = 64;

export class UnpackedTiles {
	private from: PackedTiles | undefined;
	private readonly blocks: Uint32Array[] = [];
	private readonly slotOf = new Map<number, number>();
	private readonly idIn = new Int32Array(SLOTS);
	private next = 0;
	private scratch = new Uint32Array(0);

	/** From now on tiles come from here. */
	use(packed: PackedTiles): void {
		this.from = packed;
		this.scratch = new Uint32Array(BLOCK_SLOTS * packed.shape.pixels);
		this.clear();
	}

	/** Tiles so far, which is the highest id. */
	get count(): number {
		return this.from?.count ?? 0;
	}

	/** OPAQUE, BINARY or MIXED. */
	kind(id: number): AlphaKind {
		return this.packed.kind(id);
	}

	/**
	 * Sees to it that tile `id` (≥ 1) is unpacked: pixel p is `block(slot)[offset(slot) + p]` of the slot returned, until
	 * SAFE_SLOTS other tiles were asked for. Pixels are u32 with red in the lowest byte: every JavaScript platform is
	 * little-endian.
	 */
	slot(id: number): number {
		const known = this.slotOf.get(id);
		// Slots are filled in turn. One that is about to be reused is no longer safe to hand out: its tile moves to a new one.
		if (known !== undefined && (known - this.next + SLOTS) % SLOTS >= SAFE_SLOTS) return known;
		const slot = this.next;
		this.next = (slot + 1) % SLOTS;
		const old = this.idIn[slot];
		if (old !== 0 && this.slotOf.get(old) === slot) this.slotOf.delete(old);
		const block = Math.floor(slot / BLOCK_SLOTS);
		this.blocks[block] ??= new Uint32Array(BLOCK_SLOTS * this.packed.shape.pixels);
		this.packed.unpack(id, this.blocks[block], this.offset(slot));
		this.idIn[slot] = id;
		this.slotOf.set(id, slot);
		return slot;
	}

	block(slot: number): Uint32Array {
		return this.blocks[Math.floor(slot / BLOCK_SLOTS)];
	}

	offset(slot: number): number {
		return (slot % BLOCK_SLOTS) * this.packed.shape.pixels;
	}

	/** The pixels of tile `id` and of those after it, `most` tiles (at most 64); valid until the next call. */
	run(id: number, most: number): Uint32Array {
		const tiles = Math.min(most, BLOCK_SLOTS, this.count - id + 1);
		const { pixels } = this.packed.shape;
		for (let i = 0; i < tiles; i++) this.packed.unpack(id + i, this.scratch, i * pixels);
		return this.scratch.subarray(0, tiles * pixels);
	}

	memoryBytes(): number {
		return this.blocks.reduce((sum, { byteLength }) => sum + byteLength, this.scratch.byteLength);
	}

	clear(): void {
		this.blocks.length = 0;
		this.slotOf.clear();
		this.idIn.fill(0);
		this.next = 0;
	}

	/** Where the tiles come from. */
	get packed(): PackedTiles {
		if (this.from === undefined) throw new Error('a compositor was used before it got its content');
		return this.from;
	}
}

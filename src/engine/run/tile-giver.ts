/**
 * Gives the tiles of the sources that this worker decodes to the bands that own them, a few at a time: what a band has not
 * taken yet is held back, so that no mailbox ever fills with a whole image.
 */
import { joinTiles } from '../tiles/cut-raster.ts';
import type { SourceTiles } from '../tiles/cut-raster.ts';

/** Tiles of a source for one band. */
export interface GivenTiles {
	source: number;
	tiles: SourceTiles;
	/** No more of this source will come. */
	last: boolean;
}

/** Between band workers, over the port that joins two. */
export type PeerMessage =
	| ({ type: 'tiles' } & GivenTiles)
	/** Answers `tiles`: they are indexed and their memory is free. */
	| { type: 'taken' };

/** Bytes of tiles in one message: few messages, little memory. */
const MESSAGE_BYTES = 1 << 20;
/** Messages to one band that it has not taken yet. */
const MOST_UNTAKEN = 2;

/** A band that is given tiles. */
export interface Taker {
	/** @returns when it may be given more */
	give(tiles: GivenTiles): Promise<void>;
}

/** Another worker's band, at the far end of `port`. */
export class PeerTaker implements Taker {
	readonly #port: MessagePort;
	#untaken = 0;
	#waits: (() => void)[] = [];

	constructor(port: MessagePort) {
		this.#port = port;
	}

	async give(given: GivenTiles): Promise<void> {
		while (this.#untaken >= MOST_UNTAKEN) await new Promise<void>((resolve) => this.#waits.push(resolve));
		this.#untaken++;
		const { tile, opaque, pixels } = given.tiles;
		const message: PeerMessage = { type: 'tiles', ...given };
		this.#port.postMessage(message, [tile.buffer, opaque.buffer, pixels.buffer]);
	}

	/** The far end has taken a message. */
	taken(): void {
		this.#untaken--;
		this.#waits.shift()?.();
	}
}

/** Gathers what one source has for one band into messages of a good size. */
export class TileGiver {
	readonly #taker: Taker;
	readonly #source: number;
	#parts: SourceTiles[] = [];
	#bytes = 0;

	constructor(taker: Taker, source: number) {
		this.#taker = taker;
		this.#source = source;
	}

	async add(tiles: SourceTiles): Promise<void> {
		if (tiles.tile.length === 0) return;
		this.#parts.push(tiles);
		this.#bytes += tiles.pixels.length;
		if (this.#bytes >= MESSAGE_BYTES) await this.#give(false);
	}

	/** Gives what is left and says that it was the last. */
	async end(): Promise<void> {
		await this.#give(true);
	}

	async #give(last: boolean): Promise<void> {
		const tiles = joinTiles(this.#parts);
		this.#parts = [];
		this.#bytes = 0;
		await this.#taker.give({ source: this.#source, tiles, last });
	}
}

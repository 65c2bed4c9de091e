import { describe, expect, it, onTestFinished } from 'vitest';
import { PeerTaker, TileGiver } from '../../../src/engine/run/tile-giver.ts';
import type { GivenTiles, PeerMessage } from '../../../src/engine/run/tile-giver.ts';
import { LARGE_TILE } from '../../../src/engine/tiles/tile-shape.ts';

const tiles = (first: number, count: number) => ({
	tile: Uint32Array.from({ length: count }, (_, i) => first + i),
	opaque: Uint8Array.from({ length: count }, (_, i) => i % 2),
	pixels: new Uint8Array(count * LARGE_TILE.bytes).map((_, i) => first + i),
});

describe('TileGiver', () => {
	it('gathers small parts, sends large ones at once, and says which is the last', async () => {
		const given: GivenTiles[] = [];
		const giver = new TileGiver({ give: async (message) => void given.push(message) }, 7);
		await giver.add(tiles(0, 2));
		await giver.add(tiles(2, 0));
		expect(given).toHaveLength(0);
		await giver.add(tiles(5, 70));
		expect(given).toHaveLength(1);
		await giver.add(tiles(80, 1));
		await giver.end();
		expect(given.map(({ source, last }) => [source, last])).toEqual([
			[7, false],
			[7, true],
		]);
		expect([...given[0].tiles.tile.subarray(0, 3)]).toEqual([0, 1, 5]);
		expect(Buffer.from(given[0].tiles.pixels).equals(Buffer.concat([tiles(0, 2).pixels, tiles(5, 70).pixels]))).toBe(
			true,
		);
		expect([...given[1].tiles.tile]).toEqual([80]);
	});

	it('says the last of a source without tiles too', async () => {
		const given: GivenTiles[] = [];
		await new TileGiver({ give: async (message) => void given.push(message) }, 3).end();
		expect(given).toMatchObject([{ source: 3, last: true, tiles: { tile: new Uint32Array(0) } }]);
	});
});

describe('PeerTaker', () => {
	it('waits until the other band has taken what it was given', async () => {
		const { port1, port2 } = new MessageChannel();
		onTestFinished(() => port1.close());
		const taker = new PeerTaker(port1);
		let heard: () => void = () => undefined;
		const acknowledged = () => new Promise<void>((resolve) => (heard = resolve));
		port1.onmessage = () => {
			taker.taken();
			heard();
		};
		const arrived: PeerMessage[] = [];
		let wake: () => void = () => undefined;
		port2.onmessage = ({ data }: MessageEvent<PeerMessage>) => {
			arrived.push(data);
			wake();
		};
		const giving = (async () => {
			for (let i = 0; i < 9; i++) await taker.give({ source: i, tiles: tiles(i, 1), last: false });
		})();
		const given = () => arrived.filter(({ type }) => type === 'tiles').length;
		for (let taken = 0; taken < 9; taken++) {
			// Behind everything that could have been given by now, since a port keeps the order.
			await new Promise<void>((resolve) => setImmediate(resolve));
			port1.postMessage({ type: 'taken' } satisfies PeerMessage);
			while (arrived.length - given() <= taken) await new Promise<void>((resolve) => (wake = resolve));
			expect(given()).toBe(Math.min(9, taken + 2));
			port2.postMessage({ type: 'taken' } satisfies PeerMessage);
			await acknowledged();
		}
		await giving;
		expect(arrived.flatMap((message) => (message.type === 'tiles' ? [message.source] : []))).toEqual([
			0, 1, 2, 3, 4, 5, 6, 7, 8,
		]);
	});
});

import { expect, test } from 'vitest';
import { FileRoom } from '../../../src/engine/output/file-room.ts';

test('a buffer that came back is used for the next file of like size', () => {
	const room = new FileRoom();
	const first = room.take(30_000);
	expect(first.byteLength).toBeGreaterThanOrEqual(30_000);
	expect(first.byteLength).toBeLessThanOrEqual(30_000 * 1.125 + 4096);
	room.giveBack(first);
	expect(room.memoryBytes).toBe(first.byteLength);
	expect(room.take(29_000)).toBe(first);
	expect(room.memoryBytes).toBe(0);
});

test('a buffer is nobody else’s until it came back', () => {
	const room = new FileRoom();
	const first = room.take(30_000);
	expect(room.take(30_000)).not.toBe(first);
});

test('a small file does not take the buffer of a large one, nor a large file a small buffer', () => {
	const room = new FileRoom();
	const large = room.take(300_000);
	room.giveBack(large);
	expect(room.take(700)).not.toBe(large);
	expect(room.take(400_000)).not.toBe(large);
	expect(room.take(299_000)).toBe(large);
});

test('files of all sizes one after the other keep few buffers', () => {
	const room = new FileRoom();
	for (let i = 0; i < 1000; i++) room.giveBack(room.take(1000 + i * 997));
	expect(room.memoryBytes).toBeLessThan(64e6);
});

test('buffers that are not its own, or come back twice, are left alone', () => {
	const room = new FileRoom();
	room.giveBack(new ArrayBuffer(5000));
	expect(room.memoryBytes).toBe(0);
	const own = room.take(5000);
	room.giveBack(own);
	room.giveBack(own);
	expect(room.take(5000)).not.toBe(room.take(5000));
});

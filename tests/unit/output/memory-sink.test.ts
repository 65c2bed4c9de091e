import { expect, test } from 'vitest';
import { MemorySink } from '../../../src/engine/output/memory-sink.ts';
import { openSink } from '../../../src/engine/output/open-sink.ts';

test('counts files and bytes', async () => {
	const sink = await openSink({ kind: 'memory' });
	expect(sink).toBeInstanceOf(MemorySink);
	await sink.write({ path: '1.png', bytes: new Uint8Array(5) });
	await sink.writePieces('m.json', [new Uint8Array(2), new Uint8Array(3)]);
	await sink.close();
	expect(sink).toMatchObject({ files: 2, bytes: 10 });
});

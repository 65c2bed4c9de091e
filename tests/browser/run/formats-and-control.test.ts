/** Formats that the browser encodes, and stopping a run on the way. */
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../src/engine/combine/make-plan.ts';
import type { AssetHash, Design } from '../../../src/engine/design/design.ts';
import { DrawList } from '../../../src/engine/design/draw-list.ts';
import { usedSources } from '../../../src/engine/run/draw-lists.ts';
import type { RunSnapshot } from '../../../src/engine/run/run.ts';
import { openStore } from '../../../src/engine/store/store.ts';
import { createRunClient } from '../../../src/ui/run/run-client.ts';
import { engineFilesOf } from '../../support/engine-files.ts';
import { runIntoFiles } from '../../support/engine-run.ts';
import { paintedCollection } from '../../support/painted-collection.ts';

const OPAQUE = [
	{ name: 'Ground', blend: 'copy', opacity: 1 },
	{ name: 'Figure', blend: 'source-over', opacity: 1 },
] as const;

async function pixelsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8ClampedArray> {
	const bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' });
	const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('no 2D canvas');
	context.drawImage(bitmap, 0, 0);
	return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

/** Mean difference of colours as seen on black. */
function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let at = 0; at < a.length; at += 4) {
		for (let c = 0; c < 3; c++) sum += Math.abs(a[at + c] * a[at + 3] - b[at + c] * b[at + 3]) / 255;
	}
	return sum / ((a.length / 4) * 3);
}

/** Files that the collection's tokens are made of, and those that none of them shows. */
async function filesOf(design: Design): Promise<{ used: AssetHash[]; unused: AssetHash[] }> {
	const drawList = new DrawList(design);
	const drawn = new Set(usedSources(drawList, await makePlan(design)));
	const files = drawList.sources.flatMap((source, at) =>
		source.kind === 'asset' ? [{ asset: source.asset, isUsed: drawn.has(at) }] : [],
	);
	const those = (isUsed: boolean) => files.filter((file) => file.isUsed === isUsed).map(({ asset }) => asset);
	return { used: those(true), unused: those(false) };
}

/** The collection with a file that ends too soon. */
async function withBroken(
	hash: AssetHash,
	design: Design,
	assets: ReadonlyMap<AssetHash, Blob>,
): Promise<{ design: Design; assets: Map<AssetHash, Blob> }> {
	// Under another hash than the good file's, which the store may hold already.
	const broken = `${hash.slice(0, 60)}dead`;
	const blob = assets.get(hash);
	if (blob === undefined) throw new Error(`${hash} is missing`);
	return {
		design: JSON.parse(JSON.stringify(design).replaceAll(hash, broken)),
		assets: new Map([...assets, [broken, blob.slice(0, blob.size - 20, 'image/png')]]),
	};
}

describe('formats', () => {
	it.each(['webp', 'jpeg'] as const)('%s files show the same pictures as the PNGs', async (format) => {
		const { design, assets } = await paintedCollection(260, 100, 4, OPAQUE);
		const png = engineFilesOf((await runIntoFiles(design, assets)).files);
		design.output = { ...design.output, format, quality: 1 };
		const { snapshot, files } = await runIntoFiles(design, assets);
		expect(snapshot.state).toBe('finished');
		const { images } = engineFilesOf(files);
		expect(images.size).toBe(4);
		for (const [number, bytes] of images) {
			const want = decode(png.images.get(number) ?? new Uint8Array());
			// JPEG has no alpha: it shows the picture on black.
			expect(meanDifference(await pixelsOf(bytes), Uint8Array.from(want.data))).toBeLessThan(
				format === 'webp' ? 6 : 12,
			);
		}
	});

	it('says so when the browser cannot write the format', async () => {
		const { design, assets } = await paintedCollection(20, 20, 4, OPAQUE);
		design.output = { ...design.output, format: 'avif' };
		const { snapshot } = await runIntoFiles(design, assets);
		const canvas = new OffscreenCanvas(1, 1);
		canvas.getContext('2d');
		const supported = (await canvas.convertToBlob({ type: 'image/avif' })).type === 'image/avif';
		if (supported) expect(snapshot.state).toBe('finished');
		else expect(snapshot.problems.at(-1)).toMatchObject({ code: 'format-unsupported' });
	});
});

describe('a run under way', () => {
	/** Starts a long run, gives every snapshot to `act`, and resolves with all of them at its end. */
	async function control(act: (snapshot: RunSnapshot, client: ReturnType<typeof createRunClient>) => void) {
		const { design, assets } = await paintedCollection(64, 64, 3000);
		await (await openStore()).assets.putMany(assets);
		const client = createRunClient();
		const all: RunSnapshot[] = [];
		const id = crypto.randomUUID();
		await new Promise<void>((resolve) => {
			client.onSnapshot((snapshot) => {
				all.push(snapshot);
				act(snapshot, client);
				if (['finished', 'failed', 'cancelled'].includes(snapshot.state)) resolve();
			});
			const sink = { kind: 'memory' } as const;
			client.start({ id, design, sink, backend: 'reference', workers: 2, tokenMetadata: true });
		});
		client.dispose();
		return all;
	}

	it('pauses with everything written, and goes on to the end', async () => {
		let asked = false;
		const snapshots = await control((snapshot, client) => {
			if (snapshot.state === 'running' && !asked) {
				asked = true;
				client.pause(snapshot.id);
			}
			if (snapshot.state === 'paused') client.resume(snapshot.id);
		});
		const paused = snapshots.find(({ state }) => state === 'paused');
		expect(paused?.done).toBeLessThan(3000);
		expect(snapshots.at(-1)).toMatchObject({ state: 'finished', done: 3000, total: 3000 });
	});

	it('is cancelled while running, and while paused', async () => {
		const running = await control(({ state, id }, client) => state === 'running' && client.cancel(id));
		expect(running.at(-1)).toMatchObject({ state: 'cancelled' });
		expect(running.at(-1)?.done).toBeLessThan(3000);
		const paused = await control(({ state, id }, client) => {
			if (state === 'running') client.pause(id);
			if (state === 'paused') client.cancel(id);
		});
		expect(paused.at(-1)).toMatchObject({ state: 'cancelled' });
	});

	it('never goes backwards and never says more than ten times a second plus changes of state', async () => {
		const started = performance.now();
		const snapshots = await control(() => undefined);
		const seconds = (performance.now() - started) / 1000;
		for (let i = 1; i < snapshots.length; i++) expect(snapshots[i].done).toBeGreaterThanOrEqual(snapshots[i - 1].done);
		expect(snapshots.length).toBeLessThan(seconds * 10 + 10);
	});
});

describe('a run that cannot be', () => {
	it('names the trait file that cannot be decoded', async () => {
		const { design, assets } = await paintedCollection(20, 20, 4);
		const [hash] = (await filesOf(design)).used;
		const broken = await withBroken(hash, design, assets);
		const { snapshot } = await runIntoFiles(broken.design, broken.assets);
		expect(snapshot.state).toBe('failed');
		expect(snapshot.problems.at(-1)?.message).toContain(design.assets[hash].name);
	});

	it('does not read files that none of its tokens shows', async () => {
		const { design, assets } = await paintedCollection(20, 20, 1);
		const [hash] = (await filesOf(design)).unused;
		const broken = await withBroken(hash, design, assets);
		const { snapshot } = await runIntoFiles(broken.design, broken.assets);
		expect(snapshot).toMatchObject({ state: 'finished', done: 1 });
	});

	it('names the file that is no longer in storage', async () => {
		const { design, assets } = await paintedCollection(20, 20, 4);
		const [hash] = (await filesOf(design)).used;
		const gone = `${hash.slice(0, 60)}beef`;
		const { snapshot } = await runIntoFiles(JSON.parse(JSON.stringify(design).replaceAll(hash, gone)), assets);
		expect(snapshot.problems.at(-1)).toMatchObject({
			code: 'asset-missing',
			place: { file: design.assets[hash].name },
		});
	});

	it('refuses a range outside the collection', async () => {
		const { design, assets } = await paintedCollection(20, 20, 4);
		const { snapshot } = await runIntoFiles(design, assets, { range: { first: 3, last: 9 } });
		expect(snapshot.problems.at(-1)).toMatchObject({ code: 'bad-range' });
	});
});

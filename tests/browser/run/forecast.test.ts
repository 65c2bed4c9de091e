/** What is foretold of a run before its first image comes true. Seconds depend on the machine's mood: the benchmark tells of them. */
import { afterEach, describe, expect, it } from 'vitest';
import { forecastOutcome } from '../../../src/engine/forecast/outcome.ts';
import type { RunRequest, RunSnapshot } from '../../../src/engine/run/run.ts';
import { buildSample } from '../../../src/engine/sample/build-sample.ts';
import { flatArt, pixelArt } from '../../support/flat-art.ts';
import type { ArtCollection } from '../../support/flat-art.ts';
import { paintedCollection } from '../../support/painted-collection.ts';
import { driveEngine, folderRequest, hasEnded } from './drive-run.ts';
import type { Driver } from './drive-run.ts';

const drivers: Driver[] = [];

afterEach(() => {
	for (const driver of drivers.splice(0)) driver.dispose();
});

function start(request: RunRequest): Driver {
	const driver = driveEngine();
	drivers.push(driver);
	driver.post({ type: 'start', request });
	return driver;
}

async function finished(driver: Driver): Promise<RunSnapshot> {
	const last = await driver.until(hasEnded);
	expect(last.state).toBe('finished');
	return last;
}

async function intoMemory({ design, assets }: ArtCollection, more: Partial<RunRequest> = {}): Promise<RunSnapshot> {
	const request = await folderRequest(design, assets, more);
	return finished(start({ ...request, sink: { kind: 'memory' }, tokenMetadata: false }));
}

async function runJson({ sink }: RunRequest): Promise<Record<string, unknown>> {
	if (sink.kind !== 'folder') throw new Error('only folders are read');
	const folder = await sink.directory.getDirectoryHandle(sink.folder);
	return JSON.parse(await (await (await folder.getFileHandle('run.json')).getFile()).text());
}

async function sample(size: number, count: number): Promise<ArtCollection> {
	const { design, assets } = await buildSample();
	design.output = { ...design.output, width: size, height: size };
	design.supply.count = count;
	return { design, assets };
}

describe('the forecast', () => {
	it.each([
		['the sample', () => sample(270, 300)],
		['flat art', () => flatArt(400, 240)],
		['pixel art', () => pixelArt(360, 240)],
	])('of %s gives the tiles exactly and the bytes within a tenth', { timeout: 180_000 }, async (_, make) => {
		const { forecast, expected, tilesMade, imageBytes } = await intoMemory(await make());
		expect(forecast?.counted).toBe(true);
		expect(forecast?.tiles).toBe(tilesMade);
		expect((forecast?.bytes ?? 0) / imageBytes).toBeGreaterThan(0.9);
		expect((forecast?.bytes ?? 0) / imageBytes).toBeLessThan(1.1);
		expect(forecast?.seconds).toBeGreaterThan(0);
		expect(forecast?.memoryBytes).toBeGreaterThan(0);
		expect(expected?.bytes).toBe(imageBytes);
	});

	it('is there before the first image, and in run.json beside what came true', async () => {
		const { design, assets } = await paintedCollection(300, 200, 24);
		const request = await folderRequest(design, assets);
		const driver = start(request);
		const begun = await driver.until(({ state }) => state === 'running');
		expect(begun.done).toBe(0);
		const last = await finished(driver);
		expect(last.forecast).toEqual(begun.forecast);
		const { forecast } = await runJson(request);
		expect(forecast).toMatchObject({
			tiles: begun.forecast?.tiles,
			tilesActual: last.tilesMade,
			bytes: begun.forecast?.bytes,
			bytesActual: last.imageBytes,
			seconds: begun.forecast?.seconds,
			bottleneck: begun.forecast?.bottleneck,
		});
	});

	it('leaves bytes and seconds open where the browser encodes, until the first images are there', async () => {
		const { design, assets } = await paintedCollection(300, 200, 24);
		design.output.format = 'webp';
		const last = await intoMemory({ design, assets });
		expect(last.forecast?.tiles).toBe(last.tilesMade);
		expect(last.forecast).not.toHaveProperty('bytes');
		expect(last.forecast).not.toHaveProperty('seconds');
		expect(last.expected?.bytes).toBe(last.imageBytes);
		expect(forecastOutcome(last)).not.toHaveProperty('bytes');
	});

	it('of a run that goes on is about the whole of it', async () => {
		const { design, assets } = await paintedCollection(300, 200, 120);
		const request = await folderRequest(design, assets, { memoryBudget: 20e6 });
		const first = start(request);
		const left = await first.until(({ done }) => done >= 24);
		first.dispose();
		const second = driveEngine();
		drivers.push(second);
		second.post({ type: 'resume-record', id: request.id });
		const { forecast, imageBytes } = await finished(second);
		expect(left.state).toBe('running');
		expect(forecast?.tokens).toBe(120);
		expect((forecast?.bytes ?? 0) / imageBytes).toBeGreaterThan(0.9);
		expect((forecast?.bytes ?? 0) / imageBytes).toBeLessThan(1.1);
	});

	it('counts the seconds that it takes, and is left out where all work is to be measured', async () => {
		const collection = await paintedCollection(300, 200, 24);
		const foretold = await intoMemory(collection);
		const measured = await intoMemory(collection, { id: 'measured', forecast: false });
		expect(foretold.foretellingSeconds).toBeGreaterThan(0);
		expect(measured.foretellingSeconds).toBe(0);
		expect(measured.forecast).toBeUndefined();
		expect(measured.tilesMade).toBe(foretold.tilesMade);
	});
});

/** The pictures of the suite's art, drawn once and kept in the store, where the runs find them. */
import type { Plan } from '../../engine/combine/plan.ts';
import type { AssetHash, Design } from '../../engine/design/design.ts';
import { DrawList } from '../../engine/design/draw-list.ts';
import { solidStream } from '../../engine/raster/solid.ts';
import { collectRaster } from '../../engine/raster/strips.ts';
import type { TokenOps } from '../../gpu/bench/workload.ts';
import { storedSvg } from '../raster/stored-svg.ts';
import type { StepClient } from './step-client.ts';

/** Gives the steps' worker every picture of a square design, and the draw lists of the first `count` tokens. */
export async function givePictures(
	client: Pick<StepClient, 'addSource'>,
	design: Design,
	assets: ReadonlyMap<AssetHash, Blob>,
	onPicture: (done: number, total: number) => Promise<void>,
): Promise<void> {
	const { sources } = new DrawList(design);
	const { width } = design.output;
	for (const [i, source] of sources.entries()) {
		await onPicture(i, sources.length);
		if (source.kind === 'solid') {
			client.addSource(width, i, await collectRaster(solidStream(source.color, width, width)));
			continue;
		}
		const svg = assets.get(source.asset);
		if (svg === undefined) throw new Error(`the suite has no picture ${source.asset}`);
		const { name } = design.assets[source.asset];
		client.addSource(width, i, await storedSvg(source.asset, svg, name, width, width));
	}
}

export function tokenOps(design: Design, plan: Plan, count: number): TokenOps {
	const drawList = new DrawList(design);
	const offsets = new Uint32Array(count + 1);
	const ops = new Int32Array(drawList.maxOps * 2);
	const all: number[] = [];
	for (let token = 0; token < count; token++) {
		const pairs = drawList.opsFor(plan, token, ops);
		all.push(...ops.subarray(0, pairs * 2));
		offsets[token + 1] = all.length;
	}
	return { offsets, ops: Int32Array.from(all) };
}

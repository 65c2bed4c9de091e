/** Compositing of the same tiles on every backend, read back and ready for the encoder. */
import { toProblem } from '../../engine/errors.ts';
import { type Compositor, compositeAll } from '../../engine/tiles/compositor.ts';
import { createCanvas2dCompositor } from '../canvas2d/canvas2d-compositor.ts';
import { createReferenceCompositor } from '../reference/reference-compositor.ts';
import { createWebGpuCompositor } from '../webgpu/webgpu-compositor.ts';
import type { BenchStep } from './bench-step.ts';
import { STEP_TILES, STEP_TILES_IN_SOFTWARE, type Workload } from './workload.ts';

export interface StepsFound {
	steps: BenchStep[];
	missing: { id: string; reason: string }[];
}

/** @param withGpu WebGPU too */
export async function compositeSteps(work: Workload, withGpu: boolean): Promise<StepsFound> {
	const { tile } = work.index.grid;
	const found: StepsFound = { steps: [], missing: [] };
	const add = async (id: string, create: () => Promise<{ compositor: Compositor; software: boolean }>) => {
		try {
			const { compositor, software } = await create();
			const batch = work.batch(software ? STEP_TILES_IN_SOFTWARE : STEP_TILES);
			compositor.useContent(work.index.content.tiles);
			// Uploads what the batch draws and compiles what it needs.
			await compositeAll(compositor, batch);
			found.steps.push({
				id,
				timing: 'wall',
				...(compositor.backend === 'webgpu' ? { note: compositor.description } : {}),
				async run() {
					const started = performance.now();
					await compositeAll(compositor, batch);
					return { units: batch.jobs, seconds: (performance.now() - started) / 1000 };
				},
			});
		} catch (error) {
			found.missing.push({ id, reason: toProblem(error).message });
		}
	};
	if (withGpu) {
		await add('composite-webgpu', async () => {
			const compositor = await createWebGpuCompositor(tile, { allowSoftware: true });
			return { compositor, software: compositor.softwareAdapter };
		});
	}
	await add('composite-canvas2d', async () => ({ compositor: createCanvas2dCompositor(tile), software: false }));
	await add('composite-reference', async () => ({ compositor: createReferenceCompositor(), software: false }));
	return found;
}

/** Everything that lives on one device: the pipeline, the atlas, the buffers. Made anew after a loss. */
import type { TileBatch } from '../../engine/tiles/compositor.ts';
import { LARGE_TILE } from '../../engine/tiles/tile-shape.ts';
import type { TileShape } from '../../engine/tiles/tile-shape.ts';
import type { UnpackedTiles } from '../reference/unpacked-tiles.ts';
import { unavailable, type Gpu } from './device.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { COMPOSITE_WGSL } from './shader-source.ts';
import { splitBatch, type BatchPiece } from './split-batch.ts';
import { COLUMN_TILES, PAGE_COLUMNS, TileAtlas } from './tile-atlas.ts';

/** Of a dispatch's output: large enough to fill a GPU, small enough that reading back overlaps with computing. */
const PIECE_BYTES = 512 * LARGE_TILE.bytes;
/** Pieces in flight, each with a staging buffer: one computes, one is copied, one is read. */
const RING = 3;

export interface Traffic {
	dispatches: number;
	bytesUp: number;
	bytesBack: number;
}

/** Tiles per dispatch. */
export function pieceJobs({ bytes }: TileShape): number {
	return PIECE_BYTES / bytes;
}

export class TilePipeline {
	private readonly device: GPUDevice;
	private readonly atlas: TileAtlas;
	private readonly offsets: GrowingBuffer;
	private readonly layers: GrowingBuffer;
	private readonly output: GrowingBuffer;
	private readonly staging: GrowingBuffer[];
	/** Made when a batch first needs it: most collections never do. */
	private anyOperator: GPUComputePipeline | undefined;

	private constructor(
		readonly gpu: Gpu,
		private readonly shape: TileShape,
		private readonly module: GPUShaderModule,
		private readonly sourceOver: GPUComputePipeline,
	) {
		const { device } = gpu;
		const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
		this.device = device;
		this.atlas = new TileAtlas(device, this.shape);
		this.offsets = new GrowingBuffer(device, 'job offsets', STORAGE | COPY_DST);
		this.layers = new GrowingBuffer(device, 'job layers', STORAGE | COPY_DST);
		this.output = new GrowingBuffer(device, 'composited tiles', STORAGE | COPY_SRC);
		this.staging = Array.from(
			{ length: RING },
			(_, i) => new GrowingBuffer(device, `staging ${i}`, COPY_DST | MAP_READ),
		);
	}

	/** @throws TesseraError `backend-unavailable` if the driver does not take the shader. */
	static async create(gpu: Gpu, shape: TileShape): Promise<TilePipeline> {
		const module = gpu.device.createShaderModule({ label: 'composite.wgsl', code: COMPOSITE_WGSL });
		const { messages } = await module.getCompilationInfo();
		const error = messages.find((message) => message.type === 'error');
		if (error !== undefined) {
			throw unavailable(`${gpu.name} refuses the shader: ${error.message} (line ${error.lineNum}:${error.linePos}).`);
		}
		return new TilePipeline(gpu, shape, module, await createPipeline(gpu.device, module, shape, true));
	}

	/** Composites into `result` (tile after tile), up to RING pieces in flight. Rejects when the device is lost. */
	async composite(batch: TileBatch, tiles: UnpackedTiles, result: Uint8Array, traffic: Traffic): Promise<void> {
		traffic.bytesUp += await this.atlas.upload(tiles);
		const view = this.atlas.view();
		const { maxStorageBufferBindingSize } = this.device.limits;
		const mostJobs = Math.min(pieceJobs(this.shape), Math.floor(maxStorageBufferBindingSize / this.shape.bytes));
		const reads: Array<Promise<void>> = Array.from({ length: RING }, () => Promise.resolve());
		const pieces = splitBatch(batch, mostJobs, maxStorageBufferBindingSize / 8);
		try {
			for (const [i, piece] of pieces.entries()) {
				await reads[i % RING];
				const pipeline = piece.sourceOverOnly ? this.sourceOver : await this.anyOperatorPipeline();
				const staging = this.dispatch(piece, pipeline, view, this.staging[i % RING], traffic);
				reads[i % RING] = this.read(staging, piece, result, traffic);
			}
			await Promise.all(reads);
		} catch (thrown) {
			await Promise.allSettled(reads);
			throw this.gpu.failure() ?? thrown;
		}
		const failure = this.gpu.failure();
		if (failure !== undefined) throw failure;
	}

	memoryBytes(): number {
		const buffers = [this.offsets, this.layers, this.output, ...this.staging];
		return this.atlas.memoryBytes() + buffers.reduce((sum, buffer) => sum + buffer.memoryBytes(), 0);
	}

	destroy(): void {
		this.device.destroy();
	}

	private async anyOperatorPipeline(): Promise<GPUComputePipeline> {
		this.anyOperator ??= await createPipeline(this.device, this.module, this.shape, false);
		return this.anyOperator;
	}

	private dispatch(
		piece: BatchPiece,
		pipeline: GPUComputePipeline,
		view: GPUTextureView,
		into: GrowingBuffer,
		traffic: Traffic,
	): GPUBuffer {
		const { device } = this;
		const bytes = piece.jobs * this.shape.bytes;
		const offsets = this.offsets.atLeast(piece.offsets.byteLength);
		// A batch of jobs without layers still needs a buffer to bind.
		const layers = this.layers.atLeast(Math.max(8, piece.layers.byteLength));
		const output = this.output.atLeast(bytes);
		const staging = into.atLeast(bytes);
		device.queue.writeBuffer(offsets, 0, piece.offsets);
		device.queue.writeBuffer(layers, 0, piece.layers);
		const group = device.createBindGroup({
			layout: pipeline.getBindGroupLayout(0),
			entries: [view, { buffer: offsets }, { buffer: layers }, { buffer: output }].map((resource, binding) => ({
				binding,
				resource,
			})),
		});
		const encoder = device.createCommandEncoder({ label: `${piece.jobs} tiles` });
		const pass = encoder.beginComputePass();
		pass.setPipeline(pipeline);
		pass.setBindGroup(0, group);
		pass.dispatchWorkgroups(piece.jobs);
		pass.end();
		encoder.copyBufferToBuffer(output, 0, staging, 0, bytes);
		device.queue.submit([encoder.finish()]);
		traffic.dispatches++;
		traffic.bytesUp += piece.offsets.byteLength + piece.layers.byteLength;
		return staging;
	}

	/** Mapped memory is slow to read in place on some GPUs, so it is copied out once, in bulk. */
	private async read(staging: GPUBuffer, piece: BatchPiece, result: Uint8Array, traffic: Traffic): Promise<void> {
		const bytes = piece.jobs * this.shape.bytes;
		await staging.mapAsync(GPUMapMode.READ, 0, bytes);
		result.set(new Uint8Array(staging.getMappedRange(0, bytes)), piece.first * this.shape.bytes);
		staging.unmap();
		traffic.bytesBack += bytes;
	}
}

/** Of the compositing shader; the smaller one where all layers are source-over. */
export function createPipeline(
	device: GPUDevice,
	module: GPUShaderModule,
	shape: TileShape,
	sourceOverOnly: boolean,
): Promise<GPUComputePipeline> {
	const constants = {
		TILE_WIDTH: shape.width,
		TILE_HEIGHT: shape.height,
		COLUMN_TILES,
		PAGE_COLUMNS,
		SOURCE_OVER_ONLY: sourceOverOnly ? 1 : 0,
	};
	const label = sourceOverOnly ? 'composite source-over' : 'composite';
	return device.createComputePipelineAsync({
		label,
		layout: 'auto',
		compute: { module, entryPoint: 'main', constants },
	});
}

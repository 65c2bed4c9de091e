/** Sums of what workers report. */
import type { BandReport } from './band-protocol.ts';
import { STAGES } from './run.ts';
import type { StageSeconds } from './run.ts';
import type { SinkReport } from './sink-protocol.ts';

export class RunTotals {
	readonly stages: StageSeconds = noSeconds();
	readonly gpu: BandReport['traffic'] = { dispatches: 0, bytesUp: 0, bytesBack: 0 };
	tilesMade = 0;
	tilesLookedUp = 0;
	bytes = 0;
	memoryBytes = 0;

	addStages(part: Partial<StageSeconds>): void {
		for (const stage of STAGES) this.stages[stage] += part[stage] ?? 0;
	}

	addBand({ stages, traffic, tilesMade, tilesLookedUp, memoryBytes }: BandReport): void {
		this.addStages(stages);
		this.gpu.dispatches += traffic.dispatches;
		this.gpu.bytesUp += traffic.bytesUp;
		this.gpu.bytesBack += traffic.bytesBack;
		this.tilesMade += tilesMade;
		this.tilesLookedUp += tilesLookedUp;
		this.memoryBytes += memoryBytes;
	}

	addSink({ stages, bytes, memoryBytes }: SinkReport): void {
		this.addStages(stages);
		this.bytes += bytes;
		this.memoryBytes += memoryBytes;
	}

	/** These, and what others add to them. */
	copy(): RunTotals {
		const copy = new RunTotals();
		copy.addStages(this.stages);
		Object.assign(copy.gpu, this.gpu);
		copy.tilesMade = this.tilesMade;
		copy.tilesLookedUp = this.tilesLookedUp;
		copy.bytes = this.bytes;
		return copy;
	}
}

function noSeconds(): StageSeconds {
	return Object.fromEntries(STAGES.map((stage) => [stage, 0])) as StageSeconds;
}

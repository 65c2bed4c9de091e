/** Sends the rows that are left through the workers, a bounded number of batches at a time. */
import type { Plan } from '../combine/plan.ts';
import type { DrawList } from '../design/draw-list.ts';
import { drawListsOf, rowRange } from './draw-lists.ts';
import type { RunBudget } from './memory-budget.ts';
import type { RunControl } from './run-control.ts';
import type { RunTeam } from './run-team.ts';
import type { SinkSession } from './sink-session.ts';
import type { RowRange } from './token-ledger.ts';

export class BatchPump {
	readonly #team: RunTeam;
	readonly #sink: SinkSession;
	readonly #control: RunControl;
	readonly #budget: RunBudget;
	readonly #inFlight = new Set<number>();
	#next = 0;

	constructor(team: RunTeam, sink: SinkSession, control: RunControl, budget: RunBudget) {
		this.#team = team;
		this.#sink = sink;
		this.#control = control;
		this.#budget = budget;
	}

	/** The sink took a batch. */
	taken(batch: number): void {
		this.#inFlight.delete(batch);
		this.#control.changed();
	}

	/** Resolves when the sink has taken everything that was sent. */
	async drain(): Promise<void> {
		await this.#control.until(() => this.#inFlight.size === 0);
	}

	/**
	 * Resolves when the sink has taken all rows of `ranges`.
	 * @param whilePaused awaited where the run is to be paused; everything under way goes on meanwhile
	 */
	async send(
		ranges: readonly RowRange[],
		drawList: DrawList,
		plan: Plan,
		whilePaused: () => Promise<void>,
	): Promise<void> {
		const control = this.#control;
		const { batchTokens, batchesInFlight } = this.#budget;
		for (const { first, count } of ranges) {
			for (let row = first; row < first + count; row += batchTokens) {
				await control.until(() => control.paused || this.#inFlight.size < batchesInFlight);
				if (control.paused) await whilePaused();
				const tokens = Math.min(batchTokens, first + count - row);
				const batch = this.#next++;
				this.#inFlight.add(batch);
				const lists = drawListsOf(drawList, plan, rowRange(row, tokens));
				this.#sink.link.post({ type: 'batch', batch, first: row, count: tokens });
				for (const band of this.#team.bands) band.post({ type: 'batch', batch, lists });
			}
		}
		await this.drain();
	}
}

/** Foretells a run whose workers are ready to begin. */
import { makeForecast } from '../forecast/make-forecast.ts';
import type { ForecastWork } from '../forecast/make-forecast.ts';
import { Outlook } from '../forecast/outlook.ts';
import { deviceCosts } from './device-costs.ts';
import type { Preparation } from './prepare-run.ts';
import { sinkSeconds } from './sink-seconds.ts';

/** Does nothing if it was foretold before, by an earlier attempt, or is not to be. */
export async function foretell(
	{ team, request, plan, budget, progress, ledger, cores }: Preparation,
	ready: Pick<ForecastWork, 'drawList' | 'traitBytes' | 'cacheBytes'>,
): Promise<void> {
	if (progress.outlook !== undefined || request.forecast === false) return;
	const started = performance.now();
	progress.say('Foretelling the run');
	const { design, tokenMetadata, sink } = request;
	const { done, bytes } = ledger;
	const work: ForecastWork = {
		...ready,
		team,
		design,
		plan,
		budget,
		tokenMetadata,
		cores,
		left: ledger.ranges('left'),
		before: { tokens: done, bytes, seconds: progress.seconds },
		isPng: design.output.format === 'png',
		sinkSeconds: async (files) => sinkSeconds(sink, ledger.count - done, files, await deviceCosts()),
	};
	progress.outlook = new Outlook(await makeForecast(work));
	progress.foretellingSeconds = (performance.now() - started) / 1000;
}

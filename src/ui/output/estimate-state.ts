/** What is remembered of earlier runs, by project, so that the next one can be estimated before it begins. */
import { type Accessor, createSignal, onMount } from 'solid-js';
import * as v from 'valibot';
import { DEFAULT_CALIBRATION, type Calibration } from '../../engine/bench/calibration.ts';
import {
	type Estimate,
	type EstimateBasis,
	EstimateBasisSchema,
	estimateBasis,
	estimateRun,
} from '../../engine/forecast/estimate.ts';
import type { Design } from '../../engine/design/design.ts';
import { deviceCosts } from '../../engine/run/device-costs.ts';
import type { RunRequest } from '../../engine/run/run.ts';
import { recall, remember } from '../controls/device-storage.ts';
import type { RunState } from '../run-panel/run-state.ts';
import type { DestinationKind } from './destination.ts';
import type { RunSettings } from './run-settings.ts';

const KEY = 'tessera.estimates';
/** Projects that are remembered; those whose runs are longest ago are forgotten. */
const MOST_PROJECTS = 50;

const BasesSchema = v.record(v.string(), EstimateBasisSchema);

const SINKS: Record<DestinationKind, RunRequest['sink']['kind']> = {
	folder: 'folder',
	zip: 'zip',
	download: 'zip-stream',
};

export interface Estimates {
	/** For the design as it stands. @param project its key, if it has one */
	of(design: Design, settings: RunSettings, project: string | undefined): Estimate | undefined;
}

export function createEstimates(run: RunState): Estimates {
	const [bases, setBases] = createSignal(readBases());
	const costs = createCosts(run);
	const learn = (project: string, basis: EstimateBasis) =>
		setBases((all) => {
			const others = Object.entries(all).filter(([key]) => key !== project);
			const kept = Object.fromEntries([...others.slice(1 - MOST_PROJECTS), [project, basis]]);
			remember(KEY, JSON.stringify(kept));
			return kept;
		});
	run.listen(({ project, sink, drawn }, snapshot) => {
		const basis = estimateBasis(drawn, sink, snapshot);
		if (basis !== undefined && project !== undefined) learn(project, basis);
	});
	return {
		of(design, { destination, tokenMetadata }, project) {
			if (design.layers.length === 0 || design.supply.count === 0) return undefined;
			const basis = project === undefined ? undefined : bases()[project];
			const cores = navigator.hardwareConcurrency;
			return estimateRun(design, SINKS[destination], tokenMetadata ? 2 : 1, basis, costs(), cores);
		},
	};
}

/** What is known of the device, and what its finished runs have taught. */
function createCosts(run: RunState): Accessor<Calibration> {
	const [costs, setCosts] = createSignal(DEFAULT_CALIBRATION);
	const read = () => void deviceCosts().then(setCosts);
	onMount(read);
	run.listen((_, { state }) => {
		if (state === 'finished') read();
	});
	return costs;
}

/** What cannot be read is forgotten: the next run is remembered again. */
function readBases(): Record<string, EstimateBasis> {
	try {
		const stored = v.safeParse(BasesSchema, JSON.parse(recall(KEY) ?? '{}'));
		return stored.success ? stored.output : {};
	} catch {
		return {};
	}
}

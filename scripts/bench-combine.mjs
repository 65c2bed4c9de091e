// npm run bench:combine: how fast collections are planned, and a design's figures follow an edit.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { helpText, parseArguments, UsageError } from './lib/parse-arguments.mjs';

/** @typedef {import('../src/engine/design/design.ts').Design} Design */

/** @type {Record<string, import('./lib/parse-arguments.mjs').OptionSpec>} */
const OPTIONS = { json: { value: 'FILE', help: 'write the result' }, help: { help: 'show this' } };
const ROUNDS = 5;

/**
 * @param {() => unknown} work
 * @param {number} rounds
 * @returns {Promise<number>} milliseconds of the fastest round
 */
async function best(work, rounds = ROUNDS) {
	let least = Infinity;
	for (let round = 0; round < rounds; round++) {
		const started = performance.now();
		await work();
		least = Math.min(least, performance.now() - started);
	}
	return least;
}

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(3));

/** Waits for the garbage collector; needs --expose-gc. */
async function collect() {
	for (let round = 0; round < 3; round++) {
		globalThis.gc?.();
		await new Promise((resume) => setTimeout(resume, 20));
	}
}

async function run() {
	const { combineDesigns } = await import('./lib/combine-designs.mjs');
	const { loadEngineModule } = await import('./lib/engine-modules.mjs');
	const { makePlan } = /** @type {typeof import('../src/engine/combine/make-plan.ts')} */ (
		await loadEngineModule('combine/make-plan.ts')
	);
	const { analyse } = /** @type {typeof import('../src/engine/combine/analyse.ts')} */ (
		await loadEngineModule('combine/analyse.ts')
	);
	const { ModelCache } = /** @type {typeof import('../src/engine/combine/model-cache.ts')} */ (
		await loadEngineModule('combine/model-cache.ts')
	);
	const { sample, grid } = await combineDesigns();

	/** @param {Design} design @param {number} [rounds] */
	const plan = (design, rounds) => best(() => makePlan(design), rounds);
	/** First analysis, and the one after a weight has changed. @param {Design} design */
	const analysis = async (design) => {
		const cache = new ModelCache();
		const { possible, exact } = analyse(design, cache);
		const edited = structuredClone(design);
		const refresh = await best(() => {
			edited.layers[0].traits[0].weight += 0.5;
			analyse(edited, cache);
		});
		const fresh = await best(() => analyse(design));
		return { freshMs: rounded(fresh), afterWeightMs: rounded(refresh), possible: String(possible), exact };
	};
	/** Bytes per token that a plan adds, its garbage collected. @param {Design} design */
	const memory = async (design) => {
		await collect();
		const before = process.memoryUsage();
		const made = await makePlan(design);
		await collect();
		const after = process.memoryUsage();
		const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
		return { bytesPerToken: rounded(bytes / made.count), peakMb: rounded(process.resourceUsage().maxRSS / 1024) };
	};

	const near = grid({ layers: 24, traits: 40, count: 100_000, rules: 60, reach: 3 });
	const far = grid({ layers: 24, traits: 40, count: 100_000, rules: 60 });
	const exact = sample(10_000);
	exact.supply.distribution = 'exact';
	const million = grid({ layers: 10, traits: 20, count: 1_000_000 });
	const pair = grid({ layers: 8, traits: 8, count: 36 });
	for (const layer of pair.layers.slice(0, 2)) layer.traits.length = 6;
	for (const layer of pair.layers) delete layer.none;
	pair.strictPairs = [{ id: 'pair', layers: ['layer-0', 'layer-1'], active: true }];

	return {
		version: 1,
		machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
		rounds: ROUNDS,
		sample20Rules: { tokens: 10_000, planMs: rounded(await plan(sample(10_000))), ...(await analysis(sample(10_000))) },
		sample20RulesExact: { tokens: 10_000, planMs: rounded(await plan(exact, 3)) },
		near60Rules: { tokens: 100_000, planMs: rounded(await plan(near, 2)), ...(await analysis(near)) },
		far60Rules: { tokens: 100_000, planMs: rounded(await plan(far, 2)), ...(await analysis(far)) },
		million: { tokens: 1_000_000, planMs: rounded(await plan(million, 2)), ...(await memory(million)) },
		quarterMillion: {
			tokens: 250_000,
			...(await memory({ ...million, supply: { ...million.supply, count: 250_000 } })),
		},
		strictPair6x6: { tokens: 36, planMs: rounded(await plan(pair)) },
	};
}

try {
	const { values, positionals } = parseArguments(OPTIONS, process.argv.slice(2));
	if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" belongs to no option. See --help.`);
	if (values.help === true) {
		console.log(helpText('npm run bench:combine -- [options]', OPTIONS));
	} else {
		ensureDependencies();
		const result = await run();
		console.log(JSON.stringify(result, undefined, '\t'));
		if (typeof values.json === 'string') await writeFile(values.json, `${JSON.stringify(result, undefined, '\t')}\n`);
	}
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}

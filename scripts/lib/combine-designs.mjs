import { loadEngineModule } from './engine-modules.mjs';

/** @typedef {import('../../src/engine/design/design.ts').Design} Design */
/** @typedef {import('../../src/engine/design/design.ts').Rule} Rule */
/** @typedef {import('../../src/engine/design/design.ts').Layer} Layer */

/** Designs that the combination benchmark plans; the same on every machine. */
export async function combineDesigns() {
	const { Random } = /** @type {typeof import('../../src/engine/combine/random.ts')} */ (
		await loadEngineModule('combine/random.ts')
	);
	const { buildSample } = /** @type {typeof import('../../src/engine/sample/build-sample.ts')} */ (
		await loadEngineModule('sample/build-sample.ts')
	);
	const { defaultDesign } = /** @type {typeof import('../../src/engine/design/default-design.ts')} */ (
		await loadEngineModule('design/default-design.ts')
	);

	/**
	 * Rules of every kind between single traits, each between two layers at most `reach` apart.
	 * @param {Layer[]} layers
	 * @param {number} count
	 * @param {number} reach
	 * @returns {Rule[]}
	 */
	const randomRules = (layers, count, reach) => {
		const random = new Random(`${count} rules`, 'benchmark');
		const varied = layers.filter(({ traits }) => traits.length > 1);
		return Array.from({ length: count }, (_, index) => {
			const from = random.below(varied.length);
			const steps = 1 + random.below(Math.min(reach, varied.length - 1));
			const to = varied[(from + steps) % varied.length];
			/** @param {Layer} layer */
			const one = (layer) =>
				/** @type {const} */ ({
					kind: 'trait',
					layer: layer.id,
					trait: layer.traits[random.below(layer.traits.length)].id,
				});
			const when = one(varied[from]);
			const id = `rule-${index}`;
			switch (index % 3) {
				case 0:
					return { id, kind: 'excludes', when, targets: [one(to), one(to)] };
				case 1:
					return { id, kind: 'requires', match: 'any', when, targets: [one(to), one(to)] };
				default:
					return { id, kind: 'allows', when, layer: to.id, allow: Array.from({ length: 8 }, () => one(to)) };
			}
		});
	};

	/**
	 * @param {{ layers: number, traits: number, count: number, rules?: number, reach?: number }} shape
	 * @returns {Design}
	 */
	const grid = ({ layers: layerCount, traits, count, rules = 0, reach = layerCount }) => {
		const base = defaultDesign('Benchmark', 64, 64);
		const layers = Array.from({ length: layerCount }, (_, index) => {
			const id = `layer-${index}`;
			return /** @type {Layer} */ ({
				id,
				name: `Layer ${index}`,
				blend: 'source-over',
				opacity: 1,
				unique: true,
				inMetadata: true,
				...(index % 3 === 0 ? { none: { share: 0.2 } } : {}),
				traits: Array.from({ length: traits }, (_, at) => ({
					id: `${id}-${at}`,
					name: `Trait ${at}`,
					weight: 1 + (at % 20),
					parts: [],
					tags: [],
				})),
			});
		});
		return {
			...base,
			seed: 'benchmark',
			layers,
			rules: randomRules(layers, rules, reach),
			supply: { ...base.supply, count },
		};
	};

	const { design: sample } = await buildSample();
	return {
		/** @param {number} count */
		sample: (count) => ({
			...sample,
			seed: 'benchmark',
			rules: randomRules(sample.layers, 20, sample.layers.length),
			supply: { ...sample.supply, count },
		}),
		grid,
	};
}

// npm run bench: how fast this machine makes collections, against the browser's own path.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { CommandError } from './lib/output-folder.mjs';
import { helpText, parseArguments, parseChoice, parseInteger, parseSize, UsageError } from './lib/parse-arguments.mjs';
import { resolve } from 'node:path';

const PARTS = /** @type {const} */ (['suite', 'comparison']);

/** @type {Record<string, import('./lib/parse-arguments.mjs').OptionSpec>} */
const OPTIONS = {
	quick: { help: 'fewer rounds, and fewer tokens in the comparison' },
	only: { value: 'PART', help: 'suite (the device, its score) or comparison (with the browser’s own path)' },
	size: { value: 'PX', help: 'output size of the comparison in pixels, 1080 or 1920x1080' },
	count: { value: 'N', help: 'tokens per round of the comparison' },
	backend: { value: 'NAME', help: 'auto, webgpu, canvas2d or reference' },
	layers: { value: 'DIR', help: 'folder of layer folders for the comparison; absent: the built-in sample' },
	json: { value: 'FILE', help: 'write the result' },
	help: { help: 'show this' },
};

try {
	const { values, positionals } = parseArguments(OPTIONS, process.argv.slice(2));
	if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" belongs to no option. See --help.`);
	if (values.help === true) {
		console.log(helpText('npm run bench -- [options]', OPTIONS));
	} else {
		const { size, count, layers, json, quick, backend, only } = values;
		const part = typeof only === 'string' ? parseChoice('only', only, PARTS) : undefined;
		// The suite is what it is: with art, size or count of one's own there is only the comparison.
		const own = ['size', 'count', 'layers'].find((name) => values[name] !== undefined);
		if (part === 'suite' && own !== undefined) {
			throw new UsageError(`--${own} changes the comparison only; leave it out with --only suite.`);
		}
		const options = {
			quick: quick === true,
			parts: part !== undefined ? [part] : own !== undefined ? PARTS.slice(1) : [...PARTS],
			backend:
				typeof backend === 'string'
					? parseChoice('backend', backend, /** @type {const} */ (['auto', 'webgpu', 'canvas2d', 'reference']))
					: /** @type {const} */ ('auto'),
			...(typeof size === 'string' ? { size: parseSize('size', size) } : {}),
			...(typeof count === 'string' ? { count: parseInteger('count', count, { min: 1, max: 1_000_000 }) } : {}),
			...(typeof layers === 'string' ? { layers: resolve(layers) } : {}),
			...(typeof json === 'string' ? { json: resolve(json) } : {}),
		};
		ensureDependencies();
		process.env.CHROME_PATH = await ensureBrowser();
		const { runBench } = await import('./lib/run-bench.mjs');
		process.exitCode = await runBench(options);
	}
} catch (error) {
	console.error(error instanceof UsageError || error instanceof CommandError ? error.message : error);
	process.exitCode = 1;
}

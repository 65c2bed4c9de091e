// npm run generate: a collection from the command line, made by the same engine in a browser without a window.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { GENERATE_OPTIONS, parseGenerateOptions } from './lib/generate-options.mjs';
import { CommandError } from './lib/output-folder.mjs';
import { helpText, UsageError } from './lib/parse-arguments.mjs';

const USAGE = 'npm run generate -- [options]      without options: the built-in sample, into out/';

try {
	const options = parseGenerateOptions(process.argv.slice(2));
	if (options.help) {
		console.log(helpText(USAGE, GENERATE_OPTIONS));
	} else {
		ensureDependencies();
		if (options.merge.length > 0) {
			const { mergeShards } = await import('./lib/merge-shards.mjs');
			const merged = await mergeShards(options.merge, options.out, { force: options.force });
			console.log(`${merged.images} images from ${options.merge.length} folders are in ${options.out}.`);
		} else {
			process.env.CHROME_PATH = await ensureBrowser();
			const { runGenerate } = await import('./lib/run-generate.mjs');
			process.exitCode = await runGenerate(options);
		}
	}
} catch (error) {
	console.error(error instanceof UsageError || error instanceof CommandError ? error.message : error);
	process.exitCode = 1;
}

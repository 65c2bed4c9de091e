// npm run bench:hidden: how fast a run is in a hidden tab, beside the same run in sight.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { helpText, integerOr, parseArguments, UsageError } from './lib/parse-arguments.mjs';

const LEAST_RATIO = 0.9;

/** @type {Record<string, import('./lib/parse-arguments.mjs').OptionSpec>} */
const OPTIONS = {
	count: { value: 'N', help: 'tokens of each run; default 1500' },
	size: { value: 'PX', help: 'width and height; default 256' },
	rounds: { value: 'N', help: 'counted runs of each kind; default 3' },
	help: { help: 'show this' },
};

try {
	const { values } = parseArguments(OPTIONS, process.argv.slice(2));
	if (values.help === true) {
		console.log(helpText('npm run bench:hidden -- [options]', OPTIONS));
	} else {
		ensureDependencies();
		process.env.CHROME_PATH = await ensureBrowser();
		const { hiddenRates } = await import('./lib/hidden-rates.mjs');
		const ratio = await hiddenRates({
			count: integerOr('count', values.count, 1500),
			size: integerOr('size', values.size, 256),
			rounds: integerOr('rounds', values.rounds, 3),
			say: console.log,
		});
		console.log(`hidden ÷ in sight: ${ratio.toFixed(3)}`);
		process.exitCode = ratio >= LEAST_RATIO ? 0 : 1;
	}
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}

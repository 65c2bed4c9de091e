// npm run test:kill: a run survives the death of its browser at any moment, and ends with the same files.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { helpText, integerOr, parseArguments, UsageError } from './lib/parse-arguments.mjs';

/** @type {Record<string, import('./lib/parse-arguments.mjs').OptionSpec>} */
const OPTIONS = {
	rounds: { value: 'N', help: 'times that the browser is killed; default 20' },
	count: { value: 'M', help: 'tokens of each run; default 2000' },
	size: { value: 'PX', help: 'width and height; default 128' },
	help: { help: 'show this' },
};

try {
	const { values } = parseArguments(OPTIONS, process.argv.slice(2));
	if (values.help === true) {
		console.log(helpText('npm run test:kill -- [options]', OPTIONS));
	} else {
		const rounds = integerOr('rounds', values.rounds, 20);
		const count = integerOr('count', values.count, 2000);
		const size = integerOr('size', values.size, 128);
		ensureDependencies();
		process.env.CHROME_PATH = await ensureBrowser();
		const { runKillRounds } = await import('./lib/kill-rounds.mjs');
		const held = await runKillRounds({ rounds, count, size, say: console.log });
		console.log(`${held} of ${rounds} rounds hold`);
		process.exitCode = held === rounds ? 0 : 1;
	}
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}

// npm run test:soak: one long run, and nothing that grows with it.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { helpText, integerOr, parseArguments, UsageError } from './lib/parse-arguments.mjs';

/** @type {Record<string, import('./lib/parse-arguments.mjs').OptionSpec>} */
const OPTIONS = {
	count: { value: 'N', help: 'tokens; default 100000' },
	size: { value: 'PX', help: 'width and height; default 256' },
	zip: { help: 'into one ZIP file instead of loose files' },
	private: { help: 'into the browser’s private file system instead of a picked folder' },
	memory: { value: 'MB', help: 'what the run may use; default: by device' },
	'device-memory': { value: 'GB', help: 'as on a device of so much memory; it must then do with that device’s budget' },
	cores: { value: 'N', help: 'as on a device of so many cores' },
	help: { help: 'show this' },
};

try {
	const { values } = parseArguments(OPTIONS, process.argv.slice(2));
	if (values.help === true) {
		console.log(helpText('npm run test:soak -- [options]', OPTIONS));
	} else {
		const { count, size, memory, cores, 'device-memory': deviceMemory } = values;
		const megabytes = integerOr('memory', memory, undefined, { min: 1, max: 100_000 });
		const gigabytes = integerOr('device-memory', deviceMemory, undefined, { min: 1, max: 1024 });
		if (megabytes !== undefined && gigabytes !== undefined) {
			throw new UsageError('--memory and --device-memory exclude each other: give one of them.');
		}
		ensureDependencies();
		process.env.CHROME_PATH = await ensureBrowser();
		const { runSoak } = await import('./lib/soak-run.mjs');
		const holds = await runSoak({
			count: integerOr('count', count, 100_000, { min: 1, max: 10_000_000 }),
			size: integerOr('size', size, 256, { min: 1, max: 8192 }),
			isZip: values.zip === true,
			isPrivate: values.private === true,
			memoryBudget: megabytes === undefined ? undefined : megabytes * 1e6,
			machine: { memoryGB: gigabytes, cores: integerOr('cores', cores, undefined, { min: 1, max: 256 }) },
			say: console.log,
		});
		process.exitCode = holds ? 0 : 1;
	}
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}

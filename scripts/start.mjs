// npm start: installs and builds what is missing, serves the app on this machine and opens it.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { helpText, parseArguments, parseInteger, UsageError } from './lib/parse-arguments.mjs';
import { openPage } from './lib/open-page.mjs';

/** Saved work belongs to the address, so the port is the same every time. */
const USUAL_PORT = 5173;

const OPTIONS = {
	port: { value: 'PORT', help: `preferred port (${USUAL_PORT}); another one is used when it is taken` },
	'no-open': { help: 'do not open a browser' },
	help: { help: 'show this' },
};

async function main() {
	const { values, positionals } = parseArguments(OPTIONS, process.argv.slice(2));
	if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option. See --help.`);
	if (values.help === true) {
		console.log(helpText('npm start -- [options]', OPTIONS));
		return;
	}
	const port =
		typeof values.port === 'string' ? parseInteger('port', values.port, { min: 1, max: 65_535 }) : USUAL_PORT;
	ensureDependencies();
	const { BUILD_FOLDER, ensureBuilt } = await import('./lib/build.mjs');
	const { serve } = await import('./lib/serve.mjs');
	await ensureBuilt();
	const server = await serve({ root: BUILD_FOLDER, port });
	process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
	process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
	console.log(`Tessera is at ${server.url}   (Ctrl+C ends it)`);
	if (values['no-open'] === true) return;
	// Without a browser the address is still good, also for one on the same machine that was not found.
	const browser = await ensureBrowser().catch((error) => console.error(error.message));
	if (browser === undefined || !openPage(browser, server.url)) console.log('Open this address in Chrome or Edge.');
}

try {
	await main();
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}

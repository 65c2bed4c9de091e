// npm test: installs what is missing, then runs every check and test. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureDependencies, PROJECT_ROOT } from './lib/ensure-dependencies.mjs';
import { canInstallPackages, ensureBrowser, findInstalledBrowser, installPackages } from './lib/find-browser.mjs';
import { missingDesktopTools } from './lib/virtual-desktop.mjs';
import { runCheck, runPlaywright, runVitest } from './lib/run-suite.mjs';

/**
 * The browser, and what the test of the real folder picker needs: one installation for both.
 * @returns {Promise<string>} path of the browser
 */
async function prepareMachine() {
	const desktop = missingDesktopTools();
	if (canInstallPackages() && desktop.length > 0) {
		const names = findInstalledBrowser() === undefined ? ['chromium', ...desktop] : desktop;
		console.log(`Installing ${names.join(', ')} …`);
		installPackages(names);
	}
	return ensureBrowser();
}

async function main() {
	ensureDependencies();
	process.env.CHROME_PATH = await prepareMachine();
	process.env.PATH = `${join(PROJECT_ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
	console.log(`Browser: ${process.env.CHROME_PATH}`);

	const reports = mkdtempSync(join(tmpdir(), 'tessera-test-'));
	const parts = [
		{ name: 'lint', run: () => runCheck('lint', 'npm run --silent lint') },
		{ name: 'types', run: () => runCheck('types', 'npm run --silent types') },
		{ name: 'unit', run: () => runVitest('unit', join(reports, 'unit.json')) },
		{ name: 'browser', run: () => runVitest('browser', join(reports, 'browser.json')) },
		{ name: 'e2e', run: () => runPlaywright(join(reports, 'e2e.json')) },
	];
	let passed = 0;
	let failed = 0;
	/** @type {string[]} */
	const summary = [];
	for (const part of parts) {
		console.log(`\n── ${part.name} ──`);
		const started = performance.now();
		const result = await part.run();
		passed += result.passed;
		failed += result.failed;
		const seconds = ((performance.now() - started) / 1000).toFixed(0);
		summary.push(`${part.name.padEnd(8)} ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
		for (const failure of result.failures) summary.push(`  failed: ${failure}`);
		for (const skipped of result.skipped) summary.push(`  skipped: ${skipped}`);
	}
	rmSync(reports, { recursive: true, force: true });
	console.log(`\n${summary.join('\n')}\n`);
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	console.log('0 passed, 1 failed');
	process.exitCode = 1;
}

// Runs one part of the test suite as a child process and reads its result.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { PROJECT_ROOT } from './ensure-dependencies.mjs';

/** @typedef {{ passed: number, failed: number, skipped: string[], failures: string[] }} SuiteResult */

/**
 * @param {string} command a program of node_modules/.bin, or an npm script's own line
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} exit code
 */
function run(command, env = {}) {
	return new Promise((done) => {
		const child = spawn(command, {
			cwd: PROJECT_ROOT,
			shell: true,
			stdio: 'inherit',
			env: { ...process.env, ...env },
		});
		child.on('error', () => done(1));
		child.on('close', (code) => done(code ?? 1));
	});
}

/**
 * @param {string} file
 * @returns {unknown} undefined when there is no readable report
 */
function readReport(file) {
	try {
		return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
	} catch {
		return undefined;
	}
}

/**
 * A failing exit code without a failing test (a crash, a file that does not load) counts as one failed test.
 * @param {SuiteResult} result
 * @param {number} exitCode
 * @param {string} name
 * @returns {SuiteResult}
 */
function withExitCode(result, exitCode, name) {
	if (exitCode === 0 || result.failed > 0) return result;
	return { ...result, failed: 1, failures: [...result.failures, `${name} ended with exit code ${exitCode}`] };
}

/**
 * @param {unknown} report what Vitest's JSON reporter wrote
 * @param {number} exitCode
 * @param {string} name
 * @returns {SuiteResult}
 */
export function readVitest(report, exitCode, name) {
	/** @typedef {{ status: string, fullName: string }} Assertion */
	/** @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile */
	const files = /** @type {{ testResults?: TestFile[] } | undefined} */ (report)?.testResults;
	if (files === undefined)
		return withExitCode({ passed: 0, failed: 0, skipped: [], failures: [] }, exitCode || 1, name);
	const tests = files.flatMap((file) => file.assertionResults);
	/** @param {string[]} states */
	const named = (...states) => tests.filter((test) => states.includes(test.status)).map((test) => test.fullName.trim());
	const failures = named('failed');
	// A file that does not even load has no tests, and says so in its own status.
	for (const file of files) {
		if (file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')) {
			failures.push(`${file.name}: ${file.message}`);
		}
	}
	const result = {
		passed: named('passed').length,
		failed: failures.length,
		skipped: named('skipped', 'pending', 'todo', 'disabled'),
		failures,
	};
	return withExitCode(result, exitCode, name);
}

/**
 * @param {unknown} report what Playwright's JSON reporter wrote
 * @param {number} exitCode
 * @param {string} name
 * @returns {SuiteResult}
 */
export function readPlaywright(report, exitCode, name) {
	/** @typedef {{ status: string, annotations: { type: string, description?: string }[] }} Test */
	/** @typedef {{ title: string, file: string, tests: Test[] }} Spec */
	/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */
	/** @type {SuiteResult} */
	const result = { passed: 0, failed: 0, skipped: [], failures: [] };
	/** @param {Suite} suite */
	const walk = (suite) => {
		for (const spec of suite.specs ?? []) {
			for (const test of spec.tests) {
				const title = `${spec.file}: ${spec.title}`;
				if (test.status === 'expected') result.passed += 1;
				else if (test.status === 'skipped') {
					const reason = test.annotations.find((note) => note.type === 'skip')?.description;
					result.skipped.push(reason === undefined ? title : `${title} (${reason})`);
				} else {
					result.failed += 1;
					result.failures.push(title);
				}
			}
		}
		for (const inner of suite.suites ?? []) walk(inner);
	};
	if (report === undefined) return withExitCode(result, exitCode || 1, name);
	walk(/** @type {Suite} */ (report));
	return withExitCode(result, exitCode, name);
}

/**
 * @param {string} name project of vitest.config.ts
 * @param {string} reportFile where the JSON report goes
 */
export async function runVitest(name, reportFile) {
	const reporters = `--reporter=default --reporter=json --outputFile.json="${reportFile}"`;
	const exitCode = await run(`vitest run --project ${name} ${reporters}`);
	return readVitest(readReport(reportFile), exitCode, `vitest ${name}`);
}

/** @param {string} reportFile where the JSON report goes */
export async function runPlaywright(reportFile) {
	const exitCode = await run('playwright test --reporter=list,json', { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile });
	return readPlaywright(readReport(reportFile), exitCode, 'playwright');
}

/**
 * A check that counts as one test.
 * @param {string} name
 * @param {string} command
 * @returns {Promise<SuiteResult>}
 */
export async function runCheck(name, command) {
	const isGood = (await run(command)) === 0;
	return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: [], failures: isGood ? [] : [name] };
}

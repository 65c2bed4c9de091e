import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/global-setup.ts',
	timeout: 240_000,
	expect: { timeout: 30_000 },
	forbidOnly: process.env.CI !== undefined,
	// Every test runs a collection on all cores; two at once would only slow each other down.
	workers: 1,
	reporter: [['list']],
	use: {
		// Set by the global set-up, in the processes that run the tests.
		...(process.env.TESSERA_URL === undefined ? {} : { baseURL: process.env.TESSERA_URL }),
		trace: 'off',
	},
});

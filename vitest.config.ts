import { playwright } from '@vitest/browser-playwright';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { assemblyscript } from './scripts/lib/assemblyscript.mjs';
import { browserFlags } from './scripts/lib/browser-flags.mjs';
import { requireBrowser } from './scripts/lib/find-browser.mjs';
import { bundledWorkers } from './tests/support/bundled-workers.ts';

export default defineConfig({
	test: {
		// Every core: left to itself, Vitest keeps one back, of two.
		maxWorkers: '100%',
		projects: [
			{
				plugins: [assemblyscript()],
				test: {
					name: 'unit',
					environment: 'node',
					include: ['tests/unit/**/*.test.ts'],
					testTimeout: 30_000,
				},
			},
			{
				plugins: [solid(), assemblyscript(), bundledWorkers()],
				worker: { format: 'es', plugins: () => [assemblyscript()] },
				// Named here because the scan for dependencies does not look into workers, and finding one late reloads the page.
				optimizeDeps: {
					include: [
						'@noble/hashes/sha2.js',
						'@noble/hashes/utils.js',
						'client-zip',
						'fast-png',
						'fflate',
						'idb',
						'valibot',
					],
				},
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.{ts,tsx}'],
					testTimeout: 60_000,
					// One page at a time: the tests start pools of workers of their own.
					fileParallelism: false,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						instances: [{ browser: 'chromium' }],
						provider: playwright({
							launchOptions: { executablePath: await requireBrowser(), args: browserFlags() },
						}),
					},
				},
			},
		],
	},
});

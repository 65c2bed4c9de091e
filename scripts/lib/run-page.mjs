import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from './ensure-dependencies.mjs';
import { serve } from './serve.mjs';

/**
 * Builds and serves the page on which tests run the engine alone (tests/support/run-page).
 * @returns {Promise<{ url: string, close(): Promise<void> }>} `url` of the page
 */
export async function serveRunPage() {
	const { build } = await import('vite');
	const folder = await mkdtemp(join(tmpdir(), 'tessera-run-page-'));
	const root = join(PROJECT_ROOT, 'tests', 'support', 'run-page');
	await build({
		root,
		configFile: join(PROJECT_ROOT, 'vite.config.ts'),
		logLevel: 'warn',
		build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, 'index.html') } },
	});
	const server = await serve({ root: folder });
	return {
		url: server.url,
		async close() {
			await server.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

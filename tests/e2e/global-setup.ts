import { BUILD_FOLDER, ensureBuilt } from '../../scripts/lib/build.mjs';
import { serve } from '../../scripts/lib/serve.mjs';

/** Builds the app once and serves it to all tests, which read its address from `TESSERA_URL`. */
export default async function globalSetup(): Promise<() => Promise<void>> {
	await ensureBuilt();
	const server = await serve({ root: BUILD_FOLDER });
	process.env.TESSERA_URL = server.url;
	return server.close;
}

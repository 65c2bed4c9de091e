/** Gives the pages of browser tests each of their workers bundled, as the built app has it. */
import { resolve } from 'node:path';
import { type Plugin, build } from 'vite';
import { assemblyscript } from '../../scripts/lib/assemblyscript.mjs';

/** Where the dev server is asked for a worker: the path of its source, and this. */
const WORKER_REQUEST = /^(\/[^?]+)\?(?:.*&)?worker_file&type=module/;
/** Where the bundles are served: the path of the source, then the file's name. */
const PREFIX = '/bundled-workers';
const BUNDLED = new RegExp(`^${PREFIX}(/.+?\\.ts)/([^?]+)`, 'u');

type Files = ReadonlyMap<string, string>;

/** @returns text of the scripts by name; `entry.js` is the worker, and the others are what it starts itself. */
async function bundle(root: string, source: string): Promise<Files> {
	const built = await build({
		root,
		configFile: false,
		logLevel: 'warn',
		base: './',
		plugins: [assemblyscript()],
		worker: { format: 'es', plugins: () => [assemblyscript()] },
		build: {
			target: 'esnext',
			write: false,
			minify: false,
			// What Vite would add for it needs a document.
			modulePreload: false,
			rolldownOptions: {
				input: resolve(root, `.${source}`),
				output: { entryFileNames: 'entry.js' },
				checks: { pluginTimings: false },
			},
		},
	});
	if ('close' in built) throw new Error('a build that watches was not asked for');
	const files = new Map<string, string>();
	for (const { output } of [built].flat()) {
		for (const file of output) files.set(file.fileName, String(file.type === 'chunk' ? file.code : file.source));
	}
	return files;
}

/**
 * Unbundled, a worker asks the dev server for a hundred modules each time it starts: two and a half seconds for each of the
 * hundreds of runs in the tests, most of which are over in a tenth of a second.
 */
export function bundledWorkers(): Plugin {
	const bundles = new Map<string, Promise<Files>>();
	return {
		name: 'tessera:bundled-workers',
		configureServer({ config, middlewares, watcher }) {
			watcher.on('change', () => bundles.clear());
			const textOf = async (worker: string, name: string): Promise<string | undefined> => {
				let files = bundles.get(worker);
				if (files === undefined) bundles.set(worker, (files = bundle(config.root, worker)));
				return (await files).get(name);
			};
			middlewares.use((request, response, next) => {
				const url = request.url ?? '';
				const source = WORKER_REQUEST.exec(url)?.[1];
				if (source !== undefined) {
					// The worker's own address is that of its bundle: beside it are the scripts that it starts.
					response.writeHead(302, { location: `${PREFIX}${source}/entry.js`, 'cache-control': 'no-store' }).end();
					return;
				}
				const [, worker, name] = BUNDLED.exec(url) ?? [];
				if (worker === undefined || name === undefined) return next();
				const answer = (text: string | undefined): void => {
					const headers = { 'content-type': 'text/javascript', 'cache-control': 'no-cache' };
					response.writeHead(text === undefined ? 404 : 200, headers).end(text);
				};
				textOf(worker, name).then(answer, next);
			});
		},
	};
}

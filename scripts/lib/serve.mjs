import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.jpg': 'image/jpeg',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2',
};

/**
 * Answers a request, or returns false to leave it to the static files.
 * @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, path: string) => Promise<boolean>} Handler
 */

/**
 * The file that a URL path names below a folder.
 * @param {string} root absolute
 * @param {string} path decoded path of the URL
 * @returns {string | undefined} undefined when it would leave the folder
 */
function fileBelow(root, path) {
	if (path.includes('\0')) return undefined;
	const file = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path}`);
	return file.startsWith(root + sep) ? file : undefined;
}

/**
 * @param {string} root absolute
 * @param {string} path decoded path of the URL
 * @returns {Promise<{ file: string, size: number } | undefined>}
 */
async function findFile(root, path) {
	const file = fileBelow(root, path);
	const info = file === undefined ? undefined : await stat(file).catch(() => undefined);
	return file === undefined || info === undefined || !info.isFile() ? undefined : { file, size: info.size };
}

/**
 * A static server on this machine only (127.0.0.1).
 * @param {object} options
 * @param {string} options.root folder of the built app
 * @param {number} [options.port] preferred port; taken: any free one. Absent: any free one
 * @param {Handler} [options.handle] asked first
 * @param {Record<string, string>} [options.headers] added to every static answer
 * @returns {Promise<{ url: string, close(): Promise<void> }>} `url` ends with `/`
 */
export async function serve({ root, port = 0, handle, headers = {} }) {
	const folder = resolve(root);
	const server = createServer((request, response) => {
		answer(request, response).catch((error) => {
			if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
			response.end(String(error));
		});
	});
	// A long run may leave a connection idle for minutes, and a body may take as long as a slow disk does.
	server.requestTimeout = 0;

	/** @type {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} */
	async function answer(request, response) {
		let path;
		try {
			path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
		} catch {
			response.writeHead(400).end('Bad address');
			return;
		}
		if (handle !== undefined && (await handle(request, response, path))) return;
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405).end('Only GET');
			return;
		}
		// `/benchmark` is benchmark.html, as on most hosts of static files.
		const found = (await findFile(folder, path)) ?? (await findFile(folder, `${path}.html`));
		if (found === undefined) {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
			return;
		}
		const { file, size } = found;
		response.writeHead(200, {
			...headers,
			'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
			'content-length': size,
			// Built names under assets/ carry a hash of their content.
			'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
		});
		if (request.method === 'HEAD') response.end();
		else createReadStream(file).pipe(response);
	}

	const bound = await listen(server, port).catch((error) => {
		if (port === 0 || error.code !== 'EADDRINUSE') throw error;
		return listen(server, 0);
	});
	return {
		url: `http://127.0.0.1:${bound}/`,
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>} the port
 */
function listen(server, port) {
	return new Promise((done, fail) => {
		server.once('error', fail);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', fail);
			const address = server.address();
			done(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

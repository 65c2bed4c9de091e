/** Vite plugin: `import bytes from './x/index.ts?asc'` compiles AssemblyScript and gives the WebAssembly module's bytes. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const QUERY = '?asc';

/** @type {Map<string, Promise<Compiled>>} by entry and its newest change: several bundles of a build take the same module. */
const compiled = new Map();

/**
 * @typedef {object} Compiled
 * @property {Uint8Array} bytes
 * @property {string[]} sources paths of all files that went in
 */

/** @returns {import('vite').Plugin} */
export function assemblyscript() {
	return {
		name: 'assemblyscript',
		enforce: 'pre',
		async load(id) {
			if (!id.endsWith(QUERY)) return undefined;
			const entry = id.slice(0, -QUERY.length);
			let running = compiled.get(entry);
			if (running === undefined) compiled.set(entry, (running = compile(entry)));
			const { bytes, sources } = await running;
			for (const path of sources) this.addWatchFile(path);
			const base64 = Buffer.from(bytes).toString('base64');
			return `export default Uint8Array.from(atob('${base64}'), (c) => c.charCodeAt(0));`;
		},
		watchChange() {
			compiled.clear();
		},
	};
}

/**
 * @param {string} entry
 * @returns {Promise<Compiled>}
 */
async function compile(entry) {
	/** @type {Set<string>} */
	const sources = new Set();
	/** @type {Uint8Array} */
	let bytes = new Uint8Array(0);
	const folder = dirname(entry);
	// Only now: it is large, and the configuration that names this plugin is also read where nothing is compiled.
	const { main: asc } = await import('assemblyscript/asc');
	const { error, stderr } = await asc(
		// Without a runtime and without checks of array bounds, of which it uses neither; 8 pages of 64 KB of memory, at once.
		['index.ts', '-o', 'module.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', ...memory(8)],
		{
			readFile(name) {
				const path = join(folder, name);
				try {
					const text = readFileSync(path, 'utf8');
					sources.add(path);
					// The compiler appends the extension by itself.
					return text.replace(/ from '(\.[^']+)\.ts'/g, " from '$1'");
				} catch {
					return null;
				}
			},
			writeFile(name, contents) {
				if (name === 'module.wasm' && typeof contents !== 'string') bytes = contents;
			},
			listFiles: () => [],
		},
	);
	if (error !== null) throw new Error(`${entry} does not compile:\n${stderr.toString()}`);
	return { bytes, sources: [...sources] };
}

/** @param {number} pages */
function memory(pages) {
	return ['--initialMemory', `${pages}`, '--maximumMemory', `${pages}`];
}

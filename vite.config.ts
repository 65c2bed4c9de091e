import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { assemblyscript } from './scripts/lib/assemblyscript.mjs';

export default defineConfig({
	plugins: [solid(), assemblyscript()],
	// Relative, so that the built app also works below a path, as on project pages.
	base: './',
	// Band workers are started by the coordinator worker: only module workers can be split and nested.
	worker: { format: 'es', plugins: () => [assemblyscript()], rolldownOptions: { checks: { pluginTimings: false } } },
	build: {
		target: 'esnext',
		sourcemap: false,
		rolldownOptions: {
			input: { app: 'index.html', benchmark: 'benchmark.html', headless: 'headless.html' },
			// A note on slow plugins would come up or not with the load of the machine.
			checks: { pluginTimings: false },
		},
	},
	server: { host: '127.0.0.1' },
	preview: { host: '127.0.0.1' },
});

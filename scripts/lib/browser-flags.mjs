/**
 * Command-line flags for every browser that the scripts and tests start: WebGPU also without a GPU (a software adapter),
 * no first-run pages, no background traffic.
 * @returns {string[]}
 */
export function browserFlags() {
	const flags = [
		'--enable-unsafe-webgpu',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	];
	// Chromium refuses to start its sandbox as root, which is how containers and CI run.
	if (process.getuid?.() === 0) flags.push('--no-sandbox');
	return flags;
}

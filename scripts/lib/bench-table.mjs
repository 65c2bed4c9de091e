/** @typedef {import('../../src/engine/bench/bench-result.ts').BenchResult} BenchResult */
/** @typedef {import('../../src/engine/bench/bench-result.ts').RateName} RateName */

/** @param {number} value */
const rate = (value) => value.toFixed(value < 10 ? 1 : 0);
/** @param {number} ratio */
const times = (ratio) => `${ratio.toFixed(2)} ×`;
/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;

/**
 * @param {BenchResult} result
 * @returns {string} several lines for the terminal
 */
export function benchTable(result) {
	const { imagesPerSecond, spread, ratios, bytesPerImage, tiles, stages, memory } = result;
	/** @param {RateName} name */
	const range = (name) => `${rate(imagesPerSecond[name])} (${rate(spread[name].low)} to ${rate(spread[name].high)})`;
	/** @type {[string, string, string][]} */
	const rows = [
		['images per second', '', ''],
		['  engine, memory to memory', range('engine'), `${times(ratios.toNative)} the browser's own path`],
		["  the browser's own path", range('native'), 'canvas and convertToBlob, as many workers'],
		['  into loose files', range('files'), `${times(ratios.filesToSink)} writing alone`],
		['  writing alone', range('rawFiles'), ''],
		['  into one ZIP', range('zip'), `${times(ratios.zipToSink)} writing alone`],
		['  writing alone', range('rawZip'), ''],
		...result.backends.map(
			({ backend, description, imagesPerSecond: speed }) =>
				/** @type {[string, string, string]} */ ([
					`  ${backend}${backend === result.backend ? ' (chosen)' : ''}`,
					speed === undefined ? 'not available' : rate(speed),
					description,
				]),
		),
		['bytes per image', kilobytes(bytesPerImage.engine), ''],
		["  the browser's own PNG", kilobytes(bytesPerImage.native), times(ratios.bytesToNative)],
		['  zlib level 6', kilobytes(bytesPerImage.zlib6), times(ratios.bytesToZlib6)],
		[
			'tiles looked up',
			tiles.lookedUp.toLocaleString('en'),
			`${(tiles.hitRate * 100).toFixed(1)} % found in the cache`,
		],
		['last tenth to first tenth', times(ratios.lastToFirstTenth), 'seconds per image'],
		...(memory === undefined
			? []
			: [
					/** @type {[string, string, string]} */ ([
						'memory added',
						`${memory.addedMB.toFixed(0)} MB`,
						`${memory.lastTenthMB.toFixed(0)} MB in the last tenth; all processes of the browser`,
					]),
				]),
		['seconds of preparation', result.preparationSeconds.toFixed(2), ''],
	];
	const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
	const lines = rows.map(([name, value, note]) =>
		`${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${note}`.trimEnd(),
	);
	const total = Object.values(stages).reduce((sum, seconds) => sum + seconds, 0);
	const shares = Object.entries(stages)
		.filter(([, seconds]) => seconds > 0)
		.map(([stage, seconds]) => `${stage} ${((seconds / total) * 100).toFixed(0)} %`);
	return [
		`${result.art}: ${result.count} tokens of ${result.size}, ${result.workers} workers, ${result.rounds} rounds`,
		`${result.backend}: ${result.backendReason}`,
		'',
		...lines,
		'',
		`time by stage: ${shares.join(', ')}`,
	].join('\n');
}

/**
 * @param {number} seconds
 * @returns {string} `42 s`, `3 min 5 s` or `2 h 10 min`
 */
export function formatSeconds(seconds) {
	const whole = Math.max(0, Math.round(seconds));
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/**
 * @param {{ done: number, total: number, imagesPerSecond: number, secondsLeft?: number, activity: string, state: string }} progress
 * @param {number} columns width of the terminal
 * @returns {string} one line, at most `columns - 1` long
 */
export function progressLine(progress, columns) {
	const { done, total, imagesPerSecond, secondsLeft } = progress;
	const share = total === 0 ? 0 : done / total;
	const parts = [`${String(Math.floor(share * 100)).padStart(3)} %`, `${done} of ${total}`];
	if (progress.state === 'preparing') parts.push(progress.activity);
	if (imagesPerSecond > 0) parts.push(`${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)} images/s`);
	if (secondsLeft !== undefined) parts.push(`${formatSeconds(secondsLeft)} left`);
	const text = parts.join(' · ');
	const room = Math.min(30, columns - 1 - text.length - 3);
	if (room < 5) return text.slice(0, columns - 1);
	const filled = Math.round(share * room);
	return `[${'█'.repeat(filled)}${'·'.repeat(room - filled)}] ${text}`;
}

/**
 * Shows progress on standard error: a bar that redraws itself in a terminal, a line every tenth of the way elsewhere.
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} stream
 */
export function createProgressBar(stream = process.stderr) {
	let lastTenth = -1;
	let lastActivity = '';
	let drawn = false;
	return {
		/** @param {Parameters<typeof progressLine>[0]} progress */
		show(progress) {
			if (stream.isTTY === true) {
				stream.write(`\r\u001B[2K${progressLine(progress, stream.columns ?? 80)}`);
				drawn = true;
				return;
			}
			if (progress.state === 'preparing') {
				// Counting activities ("Decoding traits 3 of 190") differ in their numbers only: one line for each kind.
				const kind = progress.activity.replaceAll(/\d+/g, '');
				if (kind !== lastActivity) stream.write(`${progress.activity}\n`);
				lastActivity = kind;
				return;
			}
			const tenth = progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 10);
			if (tenth > lastTenth) stream.write(`${progressLine(progress, 81)}\n`);
			lastTenth = Math.max(lastTenth, tenth);
		},
		/** Leaves the bar where it is and starts a new line. */
		end() {
			if (drawn) stream.write('\n');
			drawn = false;
		},
	};
}

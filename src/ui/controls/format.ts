/** Figures for people. One locale throughout, so that screens and tests agree. */
const integer = new Intl.NumberFormat('en-GB');
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export function formatCount(value: number | bigint): string {
	return integer.format(value);
}

/** A count of any size: in full up to twelve digits, then as 6.58 × 10¹¹. */
export function formatHuge(value: bigint): string {
	const digits = value.toString();
	if (digits.length <= 12) return formatCount(value);
	const exponent = String(digits.length - 1).replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
	return `${digits.charAt(0)}.${digits.slice(1, 3)} × 10${exponent}`;
}

/** @param share 0 to 1 */
export function formatShare(share: number): string {
	const percent = share * 100;
	if (percent === 0) return '0 %';
	if (percent < 0.01) return '< 0.01 %';
	return `${percent.toFixed(percent < 0.1 ? 2 : percent < 99.95 ? 1 : 0)} %`;
}

export function formatBytes(bytes: number): string {
	const units = ['B', 'KB', 'MB', 'GB', 'TB'];
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** @param seconds e.g. 5 → "5 s", 75 → "1 min 15 s", 4000 → "1 h 7 min" */
export function formatDuration(seconds: number): string {
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return `${minutes} min ${whole % 60} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

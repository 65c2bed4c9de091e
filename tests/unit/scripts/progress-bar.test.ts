import { expect, test } from 'vitest';
import { createProgressBar, formatSeconds, progressLine } from '../../../scripts/lib/progress-bar.mjs';

const progress = { done: 250, total: 1000, imagesPerSecond: 123.4, secondsLeft: 6.1, activity: '', state: 'running' };

test('a line says share, number, speed and time left, and fits the terminal', () => {
	expect(progressLine(progress, 100)).toBe(
		`[${'█'.repeat(8)}${'·'.repeat(22)}]  25 % · 250 of 1000 · 123 images/s · 6 s left`,
	);
	for (const columns of [20, 40, 60, 80, 200]) {
		expect(progressLine(progress, columns).length).toBeLessThan(columns);
	}
	expect(progressLine({ ...progress, done: 0, total: 0 }, 80)).toContain('0 %');
});

test('times for people', () => {
	expect([0, 59.6, 61, 3599, 7260, -1].map(formatSeconds)).toEqual([
		'0 s',
		'1 min 0 s',
		'1 min 1 s',
		'59 min 59 s',
		'2 h 1 min',
		'0 s',
	]);
});

test('without a terminal: one line for each kind of preparation and each tenth of the way', () => {
	const lines: string[] = [];
	const bar = createProgressBar({ write: (text: string) => lines.push(text) });
	for (let i = 1; i <= 50; i++) bar.show({ ...progress, state: 'preparing', activity: `Decoding ${i} of 50` });
	for (let done = 0; done <= 1000; done++) bar.show({ ...progress, done });
	bar.end();
	expect(lines).toHaveLength(1 + 11);
});

test('in a terminal the bar draws over itself and ends with a new line', () => {
	const written: string[] = [];
	const bar = createProgressBar({ isTTY: true, columns: 60, write: (text: string) => written.push(text) });
	bar.show(progress);
	bar.show({ ...progress, done: 300 });
	bar.end();
	expect(written).toHaveLength(3);
	expect(written[1].startsWith('\r')).toBe(true);
	expect(written[2]).toBe('\n');
});

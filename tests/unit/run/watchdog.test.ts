import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resources } from '../../../src/engine/run/resource-counters.ts';
import { RunControl } from '../../../src/engine/run/run-control.ts';
import { Unattended } from '../../../src/engine/run/unattended.ts';
import { Watchdog } from '../../../src/engine/run/watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Watchdog', () => {
	it('barks when nothing happened for its time, and again after as long', () => {
		const bark = vi.fn();
		const dog = new Watchdog(60, bark);
		for (let i = 0; i < 10; i++) {
			vi.advanceTimersByTime(50_000);
			dog.feed();
		}
		expect(bark).not.toHaveBeenCalled();
		vi.advanceTimersByTime(60_000);
		expect(bark).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(60_000);
		expect(bark).toHaveBeenCalledTimes(2);
		dog.end();
		vi.advanceTimersByTime(600_000);
		expect(bark).toHaveBeenCalledTimes(2);
	});

	it('does not mind a clock that is set, nor a machine that slept', () => {
		const bark = vi.fn();
		const dog = new Watchdog(60, bark);
		vi.advanceTimersByTime(30_000);
		vi.setSystemTime(Date.now() + 8 * 3600_000);
		vi.advanceTimersByTime(20_000);
		expect(bark).not.toHaveBeenCalled();
		dog.end();
	});
});

describe('a run that is left alone', () => {
	it('is paused with the reason, but not when somebody came back in time', () => {
		const before = resources.counts().timers;
		const unattended = new Unattended();
		const control = new RunControl();
		unattended.watch(control, 10);
		vi.advanceTimersByTime(3600_000);
		expect(control.paused).toBe(false);
		unattended.attended = false;
		vi.advanceTimersByTime(9 * 60_000);
		unattended.attended = true;
		unattended.attended = false;
		vi.advanceTimersByTime(9 * 60_000);
		expect(control.paused).toBe(false);
		vi.advanceTimersByTime(60_000);
		expect(control.because).toMatchObject({ code: 'unattended' });
		unattended.forget(control);
		expect(resources.counts().timers).toBe(before);
	});
});

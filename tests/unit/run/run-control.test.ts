import { describe, expect, it } from 'vitest';
import { TesseraError } from '../../../src/engine/errors.ts';
import { RunControl } from '../../../src/engine/run/run-control.ts';

const broken = new TesseraError({ code: 'broken', message: 'It broke.' });

describe('RunControl', () => {
	it('lets a loop wait until it is resumed', async () => {
		const control = new RunControl();
		control.pause();
		let went = false;
		const waiting = control.until(() => !control.paused).then(() => (went = true));
		await Promise.resolve();
		expect(went).toBe(false);
		control.resume();
		await waiting;
		expect(went).toBe(true);
	});

	it('ends every wait when cancelled, also while paused', async () => {
		const control = new RunControl();
		control.pause();
		const waiting = control.until(() => !control.paused);
		control.cancel();
		await expect(waiting).rejects.toMatchObject({ problem: { code: 'cancelled' } });
		expect(control.cancelled).toBe(true);
		expect(() => control.check()).toThrow(TesseraError);
	});

	it('keeps the first reason', async () => {
		const control = new RunControl();
		control.end(broken);
		control.cancel();
		expect(control.cancelled).toBe(false);
		await expect(control.unlessEnded(new Promise(() => undefined))).rejects.toBe(broken);
	});

	it('passes a value on that comes before the end', async () => {
		const control = new RunControl();
		await expect(control.unlessEnded(Promise.resolve(7))).resolves.toBe(7);
	});
});

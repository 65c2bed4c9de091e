/** Pauses a run that nobody has looked at for a while, if its user wants that. */
import { after } from './resource-counters.ts';
import type { RunControl } from './run-control.ts';

export class Unattended {
	#isAttended = true;
	#runs = new Map<RunControl, number>();
	#endTimers: (() => void)[] = [];

	/** @param minutes out of sight after which the run is paused. */
	watch(control: RunControl, minutes: number): void {
		this.#runs.set(control, minutes);
		this.#begin();
	}

	forget(control: RunControl): void {
		this.#runs.delete(control);
		this.#begin();
	}

	set attended(attended: boolean) {
		if (attended === this.#isAttended) return;
		this.#isAttended = attended;
		this.#begin();
	}

	#begin(): void {
		for (const end of this.#endTimers.splice(0)) end();
		if (this.#isAttended) return;
		for (const [control, minutes] of this.#runs) {
			this.#endTimers.push(after(minutes * 60_000, () => pause(control, minutes)));
		}
	}
}

function pause(control: RunControl, minutes: number): void {
	if (control.paused) return;
	control.pause({
		code: 'unattended',
		severity: 'info',
		message: `Nobody looked at this run for ${minutes} minutes, so it was paused; everything finished is saved.`,
		hint: 'Resume it when you like; how long it may be left alone is a setting.',
	});
}

/** Lets one run work at a time: those that wait go by priority, then in the order in which they came. */
import type { RunPriority } from './run.ts';

export class RunSlot {
	#holder: RunTicket | undefined;
	#waiting: RunTicket[] = [];

	/** @param onWanted told when another run waits for the slot while this one has it. */
	queue(priority: RunPriority, onWanted: () => void): RunTicket {
		const ticket = new RunTicket(priority, onWanted, (gone) => this.#leave(gone));
		this.#waiting.push(ticket);
		this.#next();
		if (!ticket.held) this.#holder?.onWanted();
		return ticket;
	}

	/** Whether a run waits. */
	get isWanted(): boolean {
		return this.#waiting.length > 0;
	}

	#leave(ticket: RunTicket): void {
		this.#waiting = this.#waiting.filter((waiting) => waiting !== ticket);
		if (this.#holder === ticket) this.#holder = undefined;
		this.#next();
	}

	#next(): void {
		if (this.#holder !== undefined) return;
		const next = this.#waiting.find(({ priority }) => priority === 'fast') ?? this.#waiting[0];
		if (next === undefined) return;
		this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
		this.#holder = next;
		next.grant();
	}
}

export class RunTicket {
	readonly priority: RunPriority;
	readonly onWanted: () => void;
	readonly #leave: (ticket: RunTicket) => void;
	#grant: () => void = () => undefined;
	/** Resolves when the slot is this run's. */
	readonly granted = new Promise<void>((resolve) => (this.#grant = resolve));
	held = false;

	constructor(priority: RunPriority, onWanted: () => void, leave: (ticket: RunTicket) => void) {
		this.priority = priority;
		this.onWanted = onWanted;
		this.#leave = leave;
	}

	grant(): void {
		this.held = true;
		this.#grant();
	}

	/** Gives the slot back, or leaves the queue. */
	release(): void {
		this.held = false;
		this.#leave(this);
	}
}

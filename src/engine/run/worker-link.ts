/**
 * A worker as its owner sees it: typed messages out, typed messages awaited. A failure that the worker reports ends every
 * wait of the moment; after its death every later wait fails too.
 */
import { TesseraError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { type ResourceReport, counted, resources } from './resource-counters.ts';

interface Wait<From> {
	matches(message: From): boolean;
	resolve(message: From): void;
	reject(reason: unknown): void;
}

function isReport(message: { type: string }): message is ResourceReport {
	return message.type === 'resources';
}

export class WorkerLink<To, From extends { type: string }> {
	readonly name: string;
	#worker: Worker;
	readonly #uncount: () => void;
	#waits = new Set<Wait<From>>();
	#listeners = new Set<(message: From) => void>();
	#death: TesseraError | undefined;
	#isReleased = false;

	/** @param name for messages, e.g. "band worker 1". @param onFailure told when the worker dies or reports `failed`. */
	constructor(worker: Worker, name: string, onFailure: (error: TesseraError) => void) {
		this.#worker = worker;
		this.name = name;
		this.#uncount = counted('workers', () => undefined);
		worker.onmessage = ({ data: message }: MessageEvent<(From & { problem?: Problem }) | ResourceReport>) => {
			if (isReport(message)) return resources.heardOf(this, message.counts);
			if (message.type === 'failed' && message.problem !== undefined) {
				this.#rejectWaits(new TesseraError(message.problem), onFailure);
				return;
			}
			for (const wait of this.#waits) {
				if (!wait.matches(message)) continue;
				this.#waits.delete(wait);
				wait.resolve(message);
			}
			for (const listener of this.#listeners) listener(message);
		};
		const died = (what: string) => {
			const problem = {
				code: 'worker-died',
				message: `The ${name} stopped working: ${what}.`,
				hint: 'Start the run again; what is already written stays.',
			};
			this.#death ??= new TesseraError(problem);
			this.#rejectWaits(this.#death, onFailure);
		};
		worker.onerror = (event) => {
			event.preventDefault();
			died(event.message || 'it could not be loaded');
		};
		worker.onmessageerror = () => died('a message could not be read');
	}

	post(message: To, transfer: Transferable[] = []): void {
		this.#worker.postMessage(message, transfer);
	}

	/** The next message of a type, and of a certain content if `where` is given. */
	next<T extends From['type']>(
		type: T,
		where: (message: Extract<From, { type: T }>) => boolean = () => true,
	): Promise<Extract<From, { type: T }>> {
		const isWanted = (message: From): message is Extract<From, { type: T }> => message.type === type;
		return new Promise((resolve, reject) => {
			if (this.#death !== undefined) {
				reject(this.#death);
				return;
			}
			this.#waits.add({
				matches: (message) => isWanted(message) && where(message),
				resolve: (message) => {
					if (isWanted(message)) resolve(message);
				},
				reject,
			});
		});
	}

	/** Every message until the link ends. */
	listen(listener: (message: From) => void): void {
		this.#listeners.add(listener);
		resources.add('listeners', 1);
	}

	#rejectWaits(error: TesseraError, onFailure: (error: TesseraError) => void): void {
		for (const wait of this.#waits) wait.reject(error);
		this.#waits.clear();
		onFailure(error);
	}

	terminate(): void {
		if (!this.#isReleased) this.release().terminate();
	}

	/** @returns the worker, which goes on without this link. */
	release(): Worker {
		this.#isReleased = true;
		this.#worker.onmessage = null;
		this.#worker.onmessageerror = null;
		this.#worker.onerror = null;
		this.#uncount();
		resources.forget(this);
		this.#waits.clear();
		resources.add('listeners', -this.#listeners.size);
		this.#listeners.clear();
		return this.#worker;
	}
}

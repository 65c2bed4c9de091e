/** A promise that a test resolves when it wants to. */
export interface Gate {
	readonly opened: Promise<void>;
	open(): void;
}

export function createGate(): Gate {
	const listeners: (() => void)[] = [];
	const opened = new Promise<void>((resolve) => listeners.push(resolve));
	return { opened, open: () => listeners.forEach((resolve) => resolve()) };
}

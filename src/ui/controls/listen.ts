/** Event listeners that somebody must end: each is counted. */
import { counted } from '../../engine/run/resource-counters.ts';

/** @returns the function that ends it */
export function listen<K extends keyof WindowEventMap>(
	target: Window,
	type: K,
	listener: (event: WindowEventMap[K]) => void,
): () => void;
export function listen<K extends keyof DocumentEventMap>(
	target: Document,
	type: K,
	listener: (event: DocumentEventMap[K]) => void,
): () => void;
export function listen(target: EventTarget, type: string, listener: (event: never) => void): () => void {
	const handler = listener as EventListener;
	target.addEventListener(type, handler);
	return counted('listeners', () => target.removeEventListener(type, handler));
}

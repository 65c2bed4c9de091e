/** The entries of the history; only those in sight exist, and the one that has the focus. */
import { type JSX, createMemo, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid';

export interface HistoryListProps {
	ids: readonly string[];
	/** What stands right above it in the same scrolled place, and may grow. */
	above: HTMLElement;
	/** The entry that is in sight at first. */
	first: string | undefined;
	children: (id: string) => JSX.Element;
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** Its parent is what is scrolled. */
const List = (props: JSX.HTMLAttributes<HTMLUListElement>) => <ul class="history" {...props} />;

export function HistoryList(props: HistoryListProps) {
	const [focused, setFocused] = createSignal<string>();
	const [margin, setMargin] = createSignal(0);
	const kept = createMemo(() => [props.ids.indexOf(focused() ?? '')].filter((index) => index >= 0));
	let list: VirtualizerHandle | undefined;
	onMount(() => {
		const above = untrack(() => props.above);
		const observer = new ResizeObserver(() => {
			const { parentElement: scrolled, nextElementSibling: below } = above;
			if (scrolled && below) setMargin(topOf(below) - topOf(scrolled) + scrolled.scrollTop);
		});
		observer.observe(above);
		onCleanup(() => observer.disconnect());
		const index = props.ids.indexOf(props.first ?? '');
		if (index > 0) list?.scrollToIndex(index);
	});
	return (
		<Virtualizer
			ref={(handle) => (list = handle)}
			data={props.ids}
			as={List}
			item="li"
			bufferSize={400}
			keepMounted={kept()}
			startMargin={margin()}
		>
			{(id) => <div onFocusIn={() => setFocused(id)}>{props.children(id)}</div>}
		</Virtualizer>
	);
}

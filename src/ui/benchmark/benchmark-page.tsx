/** The device benchmark: start it, watch it, read it, share it, compare it. */
import { Show } from 'solid-js';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { Logo } from '../shell/logo.tsx';
import { createTheme, type Theme } from '../shell/theme.ts';
import { createBenchmarkState } from './benchmark-state.ts';
import { Collection } from './collection.tsx';
import { Comparison } from './comparison.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { ResultView } from './result-view.tsx';
import { StartPanel } from './start-panel.tsx';

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_NAME: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

export function BenchmarkPage() {
	const state = createBenchmarkState();
	const [theme, setTheme] = createTheme();
	return (
		<>
			<header class="bench-bar">
				<a class="bench-brand" href="./">
					<Logo /> Tessera
				</a>
				<h1>Device benchmark</h1>
				<IconButton
					icon={theme() === 'dark' ? 'moon' : theme() === 'light' ? 'sun' : 'theme'}
					label={`Theme: ${THEME_NAME[theme()]}`}
					hint={`Theme: ${THEME_NAME[theme()]}. Change to ${THEME_NAME[NEXT_THEME[theme()]]}.`}
					onClick={() => setTheme(NEXT_THEME[theme()])}
				/>
			</header>
			<main class="bench">
				<ProblemList problems={state.problems()} />
				<Show
					when={state.progress()}
					fallback={
						<Show when={state.shown()} fallback={<StartPanel onStart={(settings) => void state.start(settings)} />}>
							{(shown) => <ResultView shown={shown()} onAgain={state.close} />}
						</Show>
					}
				>
					{(progress) => <ProgressPanel progress={progress()} onCancel={state.cancel} />}
				</Show>
				<Show when={state.progress() === undefined}>
					<Show when={state.compared().length > 1}>
						<Comparison compared={state.compared()} />
					</Show>
					<Collection state={state} />
				</Show>
				<footer class="bench-privacy soft">
					<Icon name="info" />
					<p>
						Everything is measured and kept in this browser; nothing is sent anywhere. A link or file that you share
						holds the figures and what “What it ran on” lists, nothing else: no address, no name, no file of yours.
					</p>
				</footer>
			</main>
		</>
	);
}

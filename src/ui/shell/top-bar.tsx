/** Name of the collection, what is possible, and where another collection comes from. */
import { Show } from 'solid-js';
import { IconButton } from '../controls/icon-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { describe } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';
import { Logo } from './logo.tsx';
import { Possible } from './possible.tsx';
import { type Theme, createTheme } from './theme.ts';

export interface TopBarProps {
	busy: boolean;
	readOnly: boolean;
	/** A run is under way, which leaving the page would end. */
	running: boolean;
	onProjects: () => void;
	onHistory: () => void;
	onImport: () => void;
	onSample: () => void;
}

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_NAME: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

export function TopBar(props: TopBarProps) {
	const project = useProject();
	const planning = usePlan();
	const [theme, setTheme] = createTheme();
	return (
		<header class="top-bar">
			<h1 class="brand">
				<Logo />
				<span>Tessera</span>
			</h1>
			<input
				class="input collection-name"
				aria-label="Collection name"
				spellcheck={false}
				readOnly={props.readOnly}
				value={project.design.name}
				onInput={(event) => project.edit(describe({ name: event.currentTarget.value }))}
			/>
			<Show when={planning.analysis()}>{(analysis) => <Possible analysis={analysis()} />}</Show>
			<div class="top-actions">
				<IconButton
					icon={theme() === 'dark' ? 'moon' : theme() === 'light' ? 'sun' : 'theme'}
					label={`Theme: ${THEME_NAME[theme()]}`}
					hint={`Theme: ${THEME_NAME[theme()]}. Change to ${THEME_NAME[NEXT_THEME[theme()]]}.`}
					onClick={() => setTheme(NEXT_THEME[theme()])}
				/>
				<a
					class="button plain icon-only"
					href="benchmark"
					target={props.running ? '_blank' : undefined}
					aria-label="Device benchmark"
					title={props.running ? 'Device benchmark, in a new tab' : 'Device benchmark'}
				>
					<Icon name="gauge" />
				</a>
				<IconButton icon="projects" label="Projects" disabled={props.busy} onClick={() => props.onProjects()} />
				<IconButton icon="history" label="History" hint="History of runs" onClick={() => props.onHistory()} />
				<button type="button" class="button" disabled={props.busy} onClick={() => props.onSample()}>
					<Icon name="sample" /> <span class="action-text">Load sample</span>
				</button>
				<button type="button" class="button" disabled={props.busy} onClick={() => props.onImport()}>
					<Icon name="folderOpen" /> <span class="action-text">Import folder</span>
				</button>
			</div>
		</header>
	);
}

/** The middle of the screen: the preview, and once there is one, the run. */
import { Tabs } from '@kobalte/core/tabs';
import { Show, Suspense, lazy } from 'solid-js';
import { usePlan } from '../plan/plan-state.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { useProject } from '../project/project.ts';
import type { RunPanelProps } from '../run-panel/run-panel.tsx';
import { EmptyState, type EmptyStateProps } from './empty-state.tsx';

export type CentreTab = 'preview' | 'run';

export interface CentreProps extends Omit<EmptyStateProps, 'problem'> {
	tab: CentreTab;
	onTab: (tab: CentreTab) => void;
	runPanel: RunPanelProps;
	/** Something is on its way that will be shown here. */
	busy: boolean;
}

const RunPanel = lazy(async () => ({ default: (await import('../run-panel/run-panel.tsx')).RunPanel }));

export function Centre(props: CentreProps) {
	const planning = usePlan();
	const project = useProject();
	/** Nothing to show, and nothing on its way: neither an import nor the first plan. */
	const isEmpty = () => !props.busy && (project.design.layers.length === 0 || planning.problem() !== undefined);
	const isUnderWay = () => props.runPanel.run.live().some(({ id }) => id === props.runPanel.run.current());
	const preview = () => (
		<Show
			when={planning.planned()}
			fallback={
				<Show when={isEmpty()}>
					<EmptyState problem={planning.problem()} onImport={props.onImport} onSample={props.onSample} />
				</Show>
			}
		>
			{(planned) => <PreviewPanel planned={planned()} />}
		</Show>
	);
	return (
		<section class="panel centre" aria-label="Preview and run">
			<Tabs class="centre-tabs" value={props.tab} onChange={(tab) => props.onTab(tab === 'run' ? 'run' : 'preview')}>
				<Show when={props.runPanel.run.current()}>
					<Tabs.List class="tabs-list">
						<Tabs.Trigger class="tab" value="preview">
							Preview
						</Tabs.Trigger>
						<Tabs.Trigger class="tab" value="run">
							Run<Show when={isUnderWay()}>{` ${props.runPanel.run.percent()} %`}</Show>
						</Tabs.Trigger>
					</Tabs.List>
				</Show>
				<Tabs.Content class="centre-content" value="preview">
					{preview()}
				</Tabs.Content>
				<Tabs.Content class="centre-content" value="run">
					<Suspense>
						<RunPanel {...props.runPanel} />
					</Suspense>
				</Tabs.Content>
			</Tabs>
		</section>
	);
}

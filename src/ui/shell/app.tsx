/** The screen: layers, preview, output; side by side where there is room, one at a time on a phone. */
import { Show, createSignal, lazy, onMount } from 'solid-js';
import { toProblem } from '../../engine/errors.ts';
import { Toasts, showProblem } from '../controls/toasts.tsx';
import { DropOverlay } from '../import/drop-overlay.tsx';
import { type Imported, runImport } from '../import/import-client.ts';
import type { ToImporter } from '../import/import-protocol.ts';
import type { ImportSource } from '../import/import-source.ts';
import { pickFolder } from '../import/pick-folder.ts';
import { LayersPanel } from '../layers/layers-panel.tsx';
import { chooseTarget } from '../output/destination.ts';
import { OutputPanel } from '../output/output-panel.tsx';
import { createRunSettings } from '../output/run-settings.ts';
import { PlanProvider, createPlanState } from '../plan/plan-state.ts';
import { PreviewProvider, createPreviewState } from '../preview/preview-state.ts';
import { createLibrary } from '../project/library.ts';
import { ProjectProvider, createProject } from '../project/project.ts';
import { createRunState } from '../run-panel/run-state.ts';
import { Activity, type ActivityState } from './activity.tsx';
import { createAwareness } from './awareness.ts';
import { Centre, type CentreTab } from './centre.tsx';
import { type Place, Places } from './places.tsx';
import { TopBar } from './top-bar.tsx';

const ProjectsDialog = lazy(async () => ({
	default: (await import('../projects/projects-dialog.tsx')).ProjectsDialog,
}));
const ImportReport = lazy(async () => ({ default: (await import('../import/import-report.tsx')).ImportReport }));

export function App() {
	const project = createProject();
	const library = createLibrary(project, showProblem);
	const planning = createPlanState(project);
	const preview = createPreviewState(planning.planned);
	const settings = createRunSettings();
	const run = createRunState();
	const [place, setPlace] = createSignal<Place>('preview');
	const [tab, setTab] = createSignal<CentreTab>('preview');
	const [activity, setActivity] = createSignal<ActivityState | undefined>({ text: 'Opening your project' });
	const [report, setReport] = createSignal<Imported>();
	const [showsProjects, setShowsProjects] = createSignal(false);
	createAwareness(run);

	/** Does something that may fail and says meanwhile what it is doing; failures become messages. */
	async function attempt(text: string, work: () => Promise<void>): Promise<void> {
		setActivity({ text });
		try {
			await work();
		} catch (thrown) {
			showProblem(toProblem(thrown));
		} finally {
			setActivity(undefined);
		}
	}

	async function bringIn(request: ToImporter): Promise<void> {
		const cancelled = new AbortController();
		const { signal } = cancelled;
		const cancel = () => cancelled.abort();
		try {
			const imported = await runImport(request, {
				signal,
				onProgress: (done, total) => setActivity({ text: `Reading file ${done} of ${total}`, cancel }),
			});
			await library.openNew(imported.design);
			preview.show(0);
			setTab('preview');
			setPlace('preview');
			if (imported.report !== undefined) setReport(imported);
		} catch (thrown) {
			if (!signal.aborted) throw thrown;
		}
	}

	const loadSample = () => attempt('Building the sample', () => bringIn({ type: 'sample' }));
	const importSource = async (source: ImportSource | undefined) => {
		if (source !== undefined) await attempt('Reading the folder', () => bringIn({ type: 'import', source }));
	};
	const importFolder = () => attempt('Waiting for a folder', async () => importSource(await pickFolder()));

	const openProject = (id: string) => {
		setShowsProjects(false);
		return attempt('Opening your project', async () => {
			await library.open(id);
			preview.show(0);
			setTab('preview');
		});
	};

	async function generate(): Promise<void> {
		try {
			const design = structuredClone(project.plain());
			const sink = await chooseTarget(settings.values.destination, design);
			if (sink === undefined) return;
			const { backend, tokenMetadata } = settings.values;
			setTab('run');
			setPlace('preview');
			await run.start({ id: crypto.randomUUID(), design, sink, backend, tokenMetadata });
		} catch (thrown) {
			showProblem(toProblem(thrown));
		}
	}

	onMount(() =>
		attempt('Opening your project', async () => {
			const [latest] = await library.list();
			if (latest === undefined) await bringIn({ type: 'sample' });
			else await library.open(latest.id);
		}),
	);

	const canGenerate = () => project.design.layers.length > 0 && !run.active() && planning.problem() === undefined;
	return (
		<ProjectProvider value={project}>
			<PlanProvider value={planning}>
				<PreviewProvider value={preview}>
					<div class="app" data-place={place()}>
						<TopBar
							busy={activity() !== undefined}
							onProjects={() => setShowsProjects(true)}
							onImport={() => void importFolder()}
							onSample={() => void loadSample()}
						/>
						<main class="regions">
							<LayersPanel />
							<Centre
								tab={tab()}
								onTab={setTab}
								run={run}
								busy={activity() !== undefined}
								onImport={() => void importFolder()}
								onSample={() => void loadSample()}
							/>
							<OutputPanel
								settings={settings}
								canGenerate={canGenerate()}
								runPercent={run.active() ? run.percent() : undefined}
								paused={run.snapshot()?.state === 'paused'}
								onShowRun={() => setTab('run')}
								onGenerate={() => void generate()}
							/>
						</main>
						<Places
							place={place()}
							onChange={setPlace}
							canGenerate={canGenerate()}
							onGenerate={() => void generate()}
						/>
						<DropOverlay onDrop={(source) => void importSource(source)} />
						<Show when={report()}>
							{(imported) => (
								<Show when={imported().report}>
									{(found) => (
										<ImportReport design={imported().design} report={found()} onClose={() => setReport(undefined)} />
									)}
								</Show>
							)}
						</Show>
						<Show when={showsProjects()}>
							<ProjectsDialog
								library={library}
								onOpen={(id) => void openProject(id)}
								onClose={() => setShowsProjects(false)}
							/>
						</Show>
						<Activity activity={activity()} />
						<Toasts />
					</div>
				</PreviewProvider>
			</PlanProvider>
		</ProjectProvider>
	);
}

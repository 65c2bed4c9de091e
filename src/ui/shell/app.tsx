/** The screen: layers, preview, output; side by side where there is room, one at a time on a phone. */
import { Show, createEffect, createMemo, createSignal, lazy, onMount } from 'solid-js';
import { toProblem } from '../../engine/errors.ts';
import { Toasts, showProblem } from '../controls/toasts.tsx';
import { DropOverlay } from '../import/drop-overlay.tsx';
import { type Imported, runImport } from '../import/import-client.ts';
import type { ToImporter } from '../import/import-protocol.ts';
import type { ImportSource } from '../import/import-source.ts';
import { pickFolder } from '../import/pick-folder.ts';
import { GalleryPlace, createGallery } from '../gallery/gallery-place.tsx';
import { HistoryPlace } from '../history/history-place.tsx';
import { createRunHistory } from '../history/run-history-state.ts';
import { repeatShown, resumePaused, resumeShown } from '../history/run-actions.ts';
import { LayersPanel } from '../layers/layers-panel.tsx';
import { chooseTarget } from '../output/destination.ts';
import { createEstimates } from '../output/estimate-state.ts';
import { OutputPanel } from '../output/output-panel.tsx';
import { memoryRemedies } from '../output/memory-remedies.ts';
import { createRunSettings, requestOf } from '../output/run-settings.ts';
import { PlanProvider, createPlanState } from '../plan/plan-state.ts';
import { PreviewProvider, createPreviewState } from '../preview/preview-state.ts';
import { createLibrary } from '../project/library.ts';
import { keepUnstored, unstoredOf } from '../project/asset-source.ts';
import { ProjectProvider, createProject } from '../project/project.ts';
import { createRunState, donePercent } from '../run-panel/run-state.ts';
import { Activity, type ActivityState } from './activity.tsx';
import { createAwareness } from './awareness.ts';
import { Centre, type CentreTab } from './centre.tsx';
import { createNotices } from './notices.ts';
import { type Place, Places } from './places.tsx';
import { ReadOnlyBanner } from './read-only-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { createWakeLock } from './wake-lock.ts';

const ProjectsDialog = lazy(async () => ({
	default: (await import('../projects/projects-dialog.tsx')).ProjectsDialog,
}));
const ImportReport = lazy(async () => ({ default: (await import('../import/import-report.tsx')).ImportReport }));

/** Something that answers a click and may fail. */
function tryTo(work: () => Promise<void>): void {
	work().catch((thrown) => showProblem(toProblem(thrown)));
}

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
	const [showsHistory, setShowsHistory] = createSignal(false);
	const showRun = () => {
		setTab('run');
		setPlace('preview');
	};
	const history = createRunHistory(run, showProblem);
	const gallery = createGallery(run);
	const estimates = createEstimates(run);
	createAwareness(run);
	const wakeLock = createWakeLock(run);
	const notices = createNotices(run, (id) => {
		run.show(id);
		showRun();
	});

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
			if (imported.unstored !== undefined) keepUnstored(imported.unstored);
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
			const id = crypto.randomUUID();
			const key = library.current();
			const assets = unstoredOf(design);
			showRun();
			await run.start({
				id,
				design,
				sink,
				...requestOf(settings.values),
				...(assets.size === 0 ? {} : { assets }),
				...(key === undefined ? {} : { project: key }),
			});
		} catch (thrown) {
			showProblem(toProblem(thrown));
		}
	}

	onMount(() =>
		attempt('Opening your project', async () => {
			if (!(await library.openLatest())) await bringIn({ type: 'sample' });
		}),
	);

	let regions: HTMLElement | undefined;
	createEffect(() => {
		const { readOnly } = library;
		for (const edited of regions?.querySelectorAll<HTMLElement>('.layers, .output') ?? []) edited.inert = readOnly();
	});
	/** Runs queue, but one project has one at a time. */
	const ownRun = createMemo(() => run.live().find((live) => live.project === library.current()));
	const runPercent = () => {
		const own = ownRun();
		return own === undefined ? undefined : donePercent(own.snapshot);
	};
	const showOwnRun = () => {
		const own = ownRun();
		if (own !== undefined) run.show(own.id);
		showRun();
	};
	const canGenerate = () =>
		project.design.layers.length > 0 &&
		ownRun() === undefined &&
		planning.problem() === undefined &&
		!library.readOnly();
	return (
		<ProjectProvider value={project}>
			<PlanProvider value={planning}>
				<PreviewProvider value={preview}>
					<div class="app" data-place={place()}>
						<TopBar
							busy={activity() !== undefined}
							readOnly={library.readOnly()}
							running={run.active()}
							onProjects={() => setShowsProjects(true)}
							onHistory={() => setShowsHistory(true)}
							onImport={() => void importFolder()}
							onSample={() => void loadSample()}
						/>
						<div class="banners">
							<Show when={library.readOnly()}>
								<ReadOnlyBanner onCopy={() => tryTo(() => library.openCopy())} />
							</Show>
							<HistoryPlace
								run={run}
								history={history}
								isOpen={showsHistory()}
								onOpenChange={setShowsHistory}
								onStarted={showRun}
								onGallery={(id) => gallery.open(id)}
							/>
						</div>
						<main class="regions" ref={regions}>
							<LayersPanel />
							<Centre
								tab={tab()}
								onTab={setTab}
								runPanel={{
									run,
									notices,
									wakeLock,
									onResume: (because) => tryTo(() => resumePaused(run, because)),
									onContinue: () => tryTo(() => resumeShown(run)),
									onElsewhere: () => tryTo(() => repeatShown(run)),
									remedies: (problem) => {
										const snapshot = run.snapshot();
										return snapshot === undefined ? [] : memoryRemedies(problem, snapshot, settings);
									},
									onGallery: () => void gallery.open(run.current() ?? ''),
								}}
								busy={activity() !== undefined}
								onImport={() => void importFolder()}
								onSample={() => void loadSample()}
							/>
							<OutputPanel
								settings={settings}
								canGenerate={canGenerate()}
								runPercent={runPercent()}
								estimate={estimates.of(project.design, settings.values, library.current())}
								paused={ownRun()?.snapshot?.state === 'paused'}
								onShowRun={showOwnRun}
								onGenerate={() => void generate()}
							/>
						</main>
						<Places
							place={place()}
							onChange={setPlace}
							canGenerate={canGenerate()}
							onGenerate={() => void generate()}
							runPercent={runPercent()}
							onShowRun={showOwnRun}
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
						<GalleryPlace gallery={gallery} run={run} />
						<Activity activity={activity()} />
						<Toasts />
					</div>
				</PreviewProvider>
			</PlanProvider>
		</ProjectProvider>
	);
}

/** The screen: layers, preview, output; side by side where there is room, one at a time on a phone. */
import { Show, createSignal } from 'solid-js';
import { LayersPanel } from '../layers/layers-panel.tsx';
import { createPlanState } from '../plan/plan-state.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { PreviewProvider, createPreviewState } from '../preview/preview-state.ts';
import { ThumbnailProvider, TraitThumbnails } from '../preview/trait-thumbnails.ts';
import { AssetProvider, type AssetSource } from '../project/asset-source.ts';
import { ProjectProvider, createProject } from '../project/project.ts';
import { Places, type Place } from './places.tsx';
import { TopBar } from './top-bar.tsx';

const files = new Map<string, Blob>();
const assets: AssetSource = {
	async file(hash) {
		const file = files.get(hash);
		if (file === undefined) throw new Error(`no asset ${hash}`);
		return file;
	},
};

export function App() {
	const project = createProject();
	const planning = createPlanState(project);
	const preview = createPreviewState(project, planning.plan);
	const [place, setPlace] = createSignal<Place>('preview');
	const [busy, setBusy] = createSignal(false);

	const loadSample = async () => {
		setBusy(true);
		const { buildSample } = await import('../../engine/sample/build-sample.ts');
		const sample = await buildSample();
		for (const [hash, bytes] of sample.assets) files.set(hash, bytes);
		project.open(sample.design);
		setBusy(false);
	};

	return (
		<ProjectProvider value={project}>
			<AssetProvider value={assets}>
				<ThumbnailProvider value={new TraitThumbnails(assets)}>
					<PreviewProvider value={preview}>
						<div class="app" data-place={place()}>
							<TopBar
								possible={undefined}
								possibleHint=""
								busy={busy()}
								onImport={() => undefined}
								onSample={() => void loadSample()}
							/>
							<main class="regions">
								<LayersPanel />
								<section class="panel centre" aria-label="Preview">
									<Show when={planning.plan()}>{(plan) => <PreviewPanel plan={plan()} />}</Show>
								</section>
							</main>
							<Places place={place()} onChange={setPlace} />
						</div>
					</PreviewProvider>
				</ThumbnailProvider>
			</AssetProvider>
		</ProjectProvider>
	);
}

/** What the collection is made of: its layers, and the rules of what goes together. */
import './layers.css';
import { Tabs } from '@kobalte/core/tabs';
import { Show, Suspense, createSignal, lazy } from 'solid-js';
import type { LayerId, TraitId } from '../../engine/design/design.ts';
import { formatCount } from '../controls/format.ts';
import { usePlan } from '../plan/plan-state.ts';
import { useProject } from '../project/project.ts';
import { hasFindings } from '../rules/has-findings.ts';
import { LayerList } from './layer-list.tsx';

const RulesPanel = lazy(async () => ({ default: (await import('../rules/rules-panel.tsx')).RulesPanel }));

export function LayersPanel() {
	const project = useProject();
	const planning = usePlan();
	const [tab, setTab] = createSignal('layers');
	const [open, setOpen] = createSignal<ReadonlySet<LayerId>>(new Set());
	const [details, setDetails] = createSignal<ReadonlySet<TraitId>>(new Set());
	const ruleCount = () => project.design.rules.length + project.design.strictPairs.length;
	const isFaulty = () => {
		const analysis = planning.analysis();
		return analysis !== undefined && hasFindings(analysis);
	};
	return (
		<section class="panel layers" aria-label="Layers and rules">
			<Tabs class="layers-tabs" value={tab()} onChange={setTab}>
				<Tabs.List class="tabs-list">
					<Tabs.Trigger class="tab" value="layers">
						Layers
					</Tabs.Trigger>
					<Tabs.Trigger class="tab" value="rules">
						Rules
						<Show when={ruleCount() > 0}>
							<span class="badge" classList={{ caution: isFaulty() }}>
								<Show when={isFaulty()}>
									<span aria-hidden="true">!</span>
									<span class="visually-hidden">needs attention, </span>
								</Show>
								{formatCount(ruleCount())}
							</span>
						</Show>
					</Tabs.Trigger>
				</Tabs.List>
				<Tabs.Content class="layers-content" value="layers">
					<LayerList open={open()} onOpen={setOpen} details={details()} onDetails={setDetails} />
				</Tabs.Content>
				<Tabs.Content class="layers-content" value="rules">
					<Suspense>
						<RulesPanel />
					</Suspense>
				</Tabs.Content>
			</Tabs>
		</section>
	);
}

/** All projects of this browser: open one, or delete it for good. */
import { Dialog } from '@kobalte/core/dialog';
import { For, Show, createResource } from 'solid-js';
import type { RecordKey } from '../../engine/errors.ts';
import type { ProjectSummary } from '../../engine/store/project-record.ts';
import { CloseFoot } from '../controls/close-foot.tsx';
import { DoomedButton } from '../controls/doomed-button.tsx';
import { ProblemList } from '../controls/problem-list.tsx';
import { SetAside } from '../controls/set-aside.tsx';
import type { Library } from '../project/library.ts';

export interface ProjectsDialogProps {
	library: Library;
	onOpen: (id: string) => void;
	onClose: () => void;
}

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function ProjectsDialog(props: ProjectsDialogProps) {
	const [listed, { refetch }] = createResource(() => props.library.list());

	const problems = () => listed.latest?.problems ?? [];

	const remove = async (ids: readonly RecordKey[]) => {
		for (const id of ids) await props.library.delete(id);
		await refetch();
	};
	return (
		<Dialog open onOpenChange={(open) => !open && props.onClose()}>
			<Dialog.Portal>
				<Dialog.Overlay class="dialog-backdrop" />
				<div class="dialog-place">
					<Dialog.Content class="dialog">
						<div class="dialog-head">
							<Dialog.Title class="dialog-title">Projects</Dialog.Title>
							<Dialog.Description class="soft">
								Kept in this browser. Every import and every sample is a project of its own.
							</Dialog.Description>
						</div>
						<div class="dialog-body">
							<SetAside kind="project" problems={problems()} onForget={(ids) => void remove(ids)} />
							<ProblemList problems={problems().filter(({ place }) => place?.record === undefined)} />
							<ul class="projects">
								<For each={listed.latest?.projects}>
									{(project: ProjectSummary) => (
										<li>
											<button
												type="button"
												class="button plain project-open"
												aria-current={props.library.isOpen(project.id) ? 'true' : undefined}
												onClick={() => props.onOpen(project.id)}
											>
												<strong>{project.name || 'Untitled'}</strong>
												<span class="soft">
													{props.library.isOpen(project.id) ? 'Open now' : date.format(project.updated)}
												</span>
											</button>
											<Show when={!props.library.isOpen(project.id)}>
												<DoomedButton
													label="Delete"
													confirm="Delete for good"
													onConfirm={() => void remove([project.id])}
												>
													<span class="visually-hidden"> {project.name}</span>
												</DoomedButton>
											</Show>
										</li>
									)}
								</For>
							</ul>
						</div>
						<CloseFoot onClose={() => props.onClose()} />
					</Dialog.Content>
				</div>
			</Dialog.Portal>
		</Dialog>
	);
}

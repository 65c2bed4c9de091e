/** Keeps the open project in the browser's storage, so that a reload shows what was there. */
import { createEffect, on, onCleanup } from 'solid-js';
import type { Design } from '../../engine/design/design.ts';
import { type Problem, toProblem } from '../../engine/errors.ts';
import type { ProjectSummary } from '../../engine/store/projects.ts';
import { openStore } from '../../engine/store/store.ts';
import type { Project } from './project.ts';

/** Edits come in bursts; this long after the last one they are saved. */
const SETTLE_MILLISECONDS = 400;

export interface Library {
	/** Saved projects, newest first. Damaged records are reported and left out. */
	list(): Promise<ProjectSummary[]>;
	/** @throws TesseraError when the record is damaged or storage fails */
	open(id: string): Promise<void>;
	isOpen(id: string): boolean;
	/** Deletes a project that is not open, and the images that no other one uses. */
	delete(id: string): Promise<void>;
	/** Opens a design as a project of its own; earlier ones stay. */
	openNew(design: Design): Promise<void>;
}

export function createLibrary(project: Project, onProblem: (problem: Problem) => void): Library {
	/** The open project's key; before the first project is open there is nothing to save. */
	let id: string | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** The same failure with every edit is said once. */
	let reported: string | undefined;

	const save = async () => {
		clearTimeout(timer);
		timer = undefined;
		if (id === undefined) return;
		const design = project.plain();
		try {
			const { projects } = await openStore();
			await projects.put({ id, name: design.name, design, updated: Date.now() });
			reported = undefined;
		} catch (thrown) {
			const problem = toProblem(thrown);
			if (problem.code !== reported) onProblem(problem);
			reported = problem.code;
		}
	};
	const saveIfNeeded = async () => {
		if (timer !== undefined) await save();
	};
	createEffect(
		on(
			() => project.revision(),
			() => {
				clearTimeout(timer);
				timer = setTimeout(() => void save(), SETTLE_MILLISECONDS);
			},
			{ defer: true },
		),
	);
	const leaving = () => {
		if (document.visibilityState === 'hidden') void saveIfNeeded();
	};
	document.addEventListener('visibilitychange', leaving);
	onCleanup(() => {
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', leaving);
	});

	return {
		async list() {
			const { projects, problems } = await (await openStore()).projects.list();
			for (const problem of problems) onProblem(problem);
			return projects;
		},
		async open(wanted) {
			await saveIfNeeded();
			const stored = await (await openStore()).projects.get(wanted);
			if (stored === undefined) return;
			id = stored.id;
			project.open(stored.design);
		},
		isOpen: (candidate) => candidate === id,
		async delete(unwanted) {
			if (unwanted === id) return;
			try {
				const { projects, assets } = await openStore();
				await projects.delete(unwanted);
				await assets.collectGarbage(Object.keys(project.plain().assets));
			} catch (thrown) {
				onProblem(toProblem(thrown));
			}
		},
		async openNew(design) {
			await saveIfNeeded();
			id = crypto.randomUUID();
			project.open(design);
		},
	};
}

/** Keeps the open project in the browser's storage, so that a reload shows what was there. */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { Design } from '../../engine/design/design.ts';
import { type Problem, type RecordKey, toProblem } from '../../engine/errors.ts';
import type { ProjectSummary } from '../../engine/store/project-record.ts';
import { after, every } from '../../engine/run/resource-counters.ts';
import { openStore } from '../../engine/store/store.ts';
import { listen } from '../controls/listen.ts';
import { setAsideNote } from '../controls/set-aside.tsx';
import { holdProject } from '../run/project-lock.ts';
import type { Project } from './project.ts';

/** How often a project that another tab has open is asked for. */
const RETRY_MILLISECONDS = 1000;
/** Edits come in bursts; this long after the last one they are saved. */
const SETTLE_MILLISECONDS = 400;

export interface Library {
	/** Saved projects, newest first; `problems` names records that cannot be read, or says why none can be. */
	list(): Promise<{ projects: ProjectSummary[]; problems: Problem[] }>;
	/**
	 * Opens the newest project that can be read, and says which ones cannot, or that nothing can be stored here.
	 * @returns false if there is none
	 */
	openLatest(): Promise<boolean>;
	/** @throws TesseraError when the record is damaged or storage fails */
	open(id: string): Promise<void>;
	isOpen(id: string): boolean;
	/** Key of the open project; undefined before the first is open. */
	readonly current: Accessor<string | undefined>;
	/** Another tab has the open project: nothing is saved here, until that tab lets it go. */
	readonly readOnly: Accessor<boolean>;
	/** Opens a copy of the open project as a project of its own. */
	openCopy(): Promise<void>;
	/** Deletes a project that is not open in any tab, and the images that no other one uses. */
	delete(id: RecordKey): Promise<void>;
	/** Opens a design as a project of its own; earlier ones stay. */
	openNew(design: Design): Promise<void>;
}

export function createLibrary(project: Project, onProblem: (problem: Problem) => void): Library {
	/** The open project's key; before the first project is open there is nothing to save. */
	let id: string | undefined;
	const [current, setCurrent] = createSignal<string>();
	const [readOnly, setReadOnly] = createSignal(false);
	/** Lets another tab have the open project; undefined while one has it. */
	let release: (() => Promise<void>) | undefined;
	let endTimer: (() => void) | undefined;
	/** The same failure with every edit is said once. */
	let reported: string | undefined;

	const save = async () => {
		endTimer?.();
		endTimer = undefined;
		if (id === undefined || readOnly()) return;
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
		if (endTimer !== undefined) await save();
	};
	createEffect(
		on(
			() => project.revision(),
			() => {
				endTimer?.();
				endTimer = after(SETTLE_MILLISECONDS, () => void untrack(save));
			},
			{ defer: true },
		),
	);
	/** From now on this is the open project. @param taken lets another tab have it; undefined if one has it */
	const become = (next: string, taken: (() => Promise<void>) | undefined) => {
		void release?.();
		release = taken;
		id = next;
		setReadOnly(taken === undefined);
		setCurrent(next);
	};
	/** @returns whether it is there and open now */
	const load = async (wanted: string, taken: (() => Promise<void>) | undefined) => {
		const stored = await (await openStore()).projects.get(wanted);
		if (stored === undefined) return false;
		project.open(stored.design);
		become(wanted, taken);
		return true;
	};
	/** Once the other tab has let the project go, what it saved last is shown. */
	const takeOver = async () => {
		const wanted = current();
		if (wanted === undefined) return;
		const taken = await holdProject(wanted);
		if (taken === undefined) return;
		if (wanted !== id || !readOnly()) return void (await taken());
		try {
			if (!(await load(wanted, taken))) await taken();
		} catch (thrown) {
			await taken();
			onProblem(toProblem(thrown));
		}
	};
	createEffect(() => {
		if (!readOnly()) return;
		onCleanup(every(RETRY_MILLISECONDS, () => void untrack(takeOver)));
	});
	const leaving = () => {
		if (document.visibilityState === 'hidden') void saveIfNeeded();
	};
	onCleanup(listen(document, 'visibilitychange', () => untrack(leaving)));
	onCleanup(() => endTimer?.());

	const openNew = async (design: Design) => {
		await saveIfNeeded();
		const next = crypto.randomUUID();
		become(next, await holdProject(next));
		project.open(design);
	};

	const open = async (wanted: string) => {
		await saveIfNeeded();
		if (wanted === id) return;
		const taken = await holdProject(wanted);
		try {
			if (!(await load(wanted, taken))) await taken?.();
		} catch (thrown) {
			await taken?.();
			throw thrown;
		}
	};

	/** Where nothing can be stored that is said once, and there is no project yet. */
	const listed = async () => {
		try {
			return await (await openStore()).projects.list();
		} catch (thrown) {
			const problem = toProblem(thrown);
			if (problem.code !== 'storage-unavailable') throw thrown;
			reported = problem.code;
			onProblem(problem);
			return { projects: [], problems: [] };
		}
	};

	return {
		async list() {
			try {
				return await (await openStore()).projects.list();
			} catch (thrown) {
				return { projects: [], problems: [toProblem(thrown)] };
			}
		},
		async openLatest() {
			const { projects, problems } = await listed();
			const note = setAsideNote('project', 'The list of projects', problems);
			if (note !== undefined) onProblem(note);
			for (const { id: next } of projects) {
				try {
					await open(next);
					return true;
				} catch (thrown) {
					onProblem(toProblem(thrown));
				}
			}
			return false;
		},
		open,
		current,
		readOnly,
		isOpen: (candidate) => candidate === id,
		async delete(unwanted) {
			if (unwanted === id) return;
			const done = await holdProject(String(unwanted));
			if (done === undefined) {
				const message = 'This project is open in another tab.';
				return onProblem({ code: 'project-elsewhere', severity: 'error', message, hint: 'Close it there first.' });
			}
			try {
				const { projects, assets } = await openStore();
				await projects.delete(unwanted);
				await assets.collectGarbage(Object.keys(project.plain().assets));
			} catch (thrown) {
				onProblem(toProblem(thrown));
			} finally {
				await done();
			}
		},
		openNew,
		openCopy() {
			const copy = structuredClone(project.plain());
			return openNew({ ...copy, name: `${copy.name} (copy)` });
		},
	};
}

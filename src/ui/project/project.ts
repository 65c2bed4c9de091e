/** The open project: the Design in one store, changed only by named edits, so that everything shown follows from it. */
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import { createStore, produce, reconcile, unwrap } from 'solid-js/store';
import { defaultDesign } from '../../engine/design/default-design.ts';
import type { Design } from '../../engine/design/design.ts';

/** Changes a design in place. The functions in `edit-*.ts` are made of these. */
export type DesignEdit = (design: Design) => void;

export interface Project {
	/** Read it anywhere; change it through `edit` alone. */
	readonly design: Design;
	/** Goes up by one with every edit, for work that depends on the whole design. */
	readonly revision: Accessor<number>;
	edit(change: DesignEdit): void;
	/** Puts another design in its place. */
	open(design: Design): void;
	/** The design as plain data that can cross to a worker or into the database. Not a copy: do not change it. */
	plain(): Design;
}

export function createProject(): Project {
	const [design, setDesign] = createStore<Design>(defaultDesign('Untitled collection', 1080, 1080));
	const [revision, setRevision] = createSignal(0);
	const changed = () => setRevision((value) => value + 1);
	return {
		design,
		revision,
		edit(change) {
			setDesign(produce(change));
			changed();
		},
		open(next) {
			setDesign(reconcile(next, { key: 'id', merge: false }));
			changed();
		},
		plain: () => unwrap(design),
	};
}

const ProjectContext = createContext<Project>();

export const ProjectProvider = ProjectContext.Provider;

export function useProject(): Project {
	const project = useContext(ProjectContext);
	if (project === undefined) throw new Error('useProject outside of ProjectProvider');
	return project;
}

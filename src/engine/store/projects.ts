import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import type { Problem, RecordKey } from '../errors.ts';
import type { UseDatabase } from './database.ts';
import { checkRecord, damageOf } from './check-record.ts';
import { parseStoredDesign } from './stored-design.ts';

export interface StoredProject {
	id: string;
	name: string;
	design: Design;
	/** Milliseconds since 1970. */
	updated: number;
}

export type ProjectSummary = Omit<StoredProject, 'design'>;

const ProjectSchema = v.object({ id: v.string(), name: v.string(), updated: v.number(), design: v.unknown() });

function parseProject(record: unknown): StoredProject {
	const project = checkRecord(ProjectSchema, record, 'project');
	return { ...project, design: parseStoredDesign(project.design, `project “${project.name || project.id}”`) };
}

export interface ProjectStore {
	/** Newest first. Records that cannot be read are left as they are, and named in `problems`, with their key in `place`. */
	list(): Promise<{ projects: ProjectSummary[]; problems: Problem[] }>;
	/** @throws TesseraError `record-damaged`, or what `parseDesign` finds wrong with the design */
	get(id: string): Promise<StoredProject | undefined>;
	put(project: StoredProject): Promise<void>;
	/** Its assets go with the next `assets.collectGarbage`. */
	delete(id: RecordKey): Promise<void>;
}

export function createProjectStore(use: UseDatabase): ProjectStore {
	return {
		list: () =>
			use(async (database) => {
				const projects: ProjectSummary[] = [];
				const problems: Problem[] = [];
				const store = database.transaction('projects').store;
				// One after the other: a list of many is neither one long task nor in memory all at once.
				for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
					try {
						const { id, name, updated } = parseProject(cursor.value);
						projects.push({ id, name, updated });
					} catch (thrown) {
						problems.push(damageOf(thrown, cursor.value));
					}
				}
				projects.sort((a, b) => b.updated - a.updated);
				return { projects, problems };
			}),
		get: (id) =>
			use(async (database) => {
				const record = await database.get('projects', id);
				return record === undefined ? undefined : parseProject(record);
			}),
		put: (project) => use(async (database) => void (await database.put('projects', project))),
		delete: (id) => use((database) => database.delete('projects', id)),
	};
}

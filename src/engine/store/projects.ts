import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import { TesseraError, toProblem, type Problem } from '../errors.ts';
import type { UseDatabase } from './database.ts';
import { checkRecord } from './check-record.ts';
import { parseStoredDesign } from './stored-design.ts';

export interface StoredProject {
	id: string;
	name: string;
	design: Design;
	/** Milliseconds since 1970. */
	updated: number;
}

export type ProjectSummary = Omit<StoredProject, 'design'>;

const SummarySchema = v.object({ id: v.string(), name: v.string(), updated: v.number() });
const ProjectSchema = v.object({ ...SummarySchema.entries, design: v.unknown() });

export interface ProjectStore {
	/** Newest first. Records that cannot be read are left as they are, and named in `problems`. */
	list(): Promise<{ projects: ProjectSummary[]; problems: Problem[] }>;
	/** @throws TesseraError `record-damaged`, or what `parseDesign` finds wrong with the design */
	get(id: string): Promise<StoredProject | undefined>;
	put(project: StoredProject): Promise<void>;
	/** Its assets go with the next `assets.collectGarbage`. */
	delete(id: string): Promise<void>;
}

export function createProjectStore(use: UseDatabase): ProjectStore {
	return {
		list: () =>
			use(async (database) => {
				const projects: ProjectSummary[] = [];
				const problems: Problem[] = [];
				for (const record of await database.getAll('projects')) {
					try {
						projects.push(checkRecord(SummarySchema, record, 'project'));
					} catch (thrown) {
						if (!(thrown instanceof TesseraError)) throw thrown;
						problems.push(toProblem(thrown));
					}
				}
				projects.sort((a, b) => b.updated - a.updated);
				return { projects, problems };
			}),
		get: (id) =>
			use(async (database) => {
				const record = await database.get('projects', id);
				if (record === undefined) return undefined;
				const project = checkRecord(ProjectSchema, record, 'project');
				return { ...project, design: parseStoredDesign(project.design, `project “${project.name}”`) };
			}),
		put: (project) => use(async (database) => void (await database.put('projects', project))),
		delete: (id) => use((database) => database.delete('projects', id)),
	};
}

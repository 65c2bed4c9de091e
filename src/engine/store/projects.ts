import type { Problem, RecordKey } from '../errors.ts';
import { damageOf } from './check-record.ts';
import type { UseDatabase } from './database.ts';
import {
	type ProjectSummary,
	type StoredProject,
	parseProject,
	parseProjectSummary,
	projectSummary,
} from './project-record.ts';
import { summariesOf, summaryKey } from './summaries.ts';

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
				const transaction = database.transaction(['projects', 'summaries']);
				const store = transaction.objectStore('projects');
				const summaries = await summariesOf(transaction.objectStore('summaries'), 'projects');
				for (const key of await store.getAllKeys()) {
					const summary = parseProjectSummary(summaries.get(key));
					if (summary !== undefined) {
						projects.push(summary);
						continue;
					}
					const record = await store.get(key);
					try {
						projects.push(projectSummary(parseProject(record)));
					} catch (thrown) {
						problems.push(damageOf(thrown, record));
					}
				}
				projects.sort((a, b) => b.updated - a.updated);
				return { projects, problems };
			}),
		get: (id) =>
			use(async (database) => {
				const record = await database.get('projects', id);
				try {
					return record === undefined ? undefined : parseProject(record);
				} catch (thrown) {
					// From now on lists name it.
					await database.delete('summaries', summaryKey('projects', id));
					throw thrown;
				}
			}),
		put: (project) =>
			use(async (database) => {
				const transaction = database.transaction(['projects', 'summaries'], 'readwrite');
				await Promise.all([
					transaction.objectStore('projects').put(project),
					transaction.objectStore('summaries').put(projectSummary(project), summaryKey('projects', project.id)),
					transaction.done,
				]);
			}),
		delete: (id) =>
			use(async (database) => {
				const transaction = database.transaction(['projects', 'summaries'], 'readwrite');
				await Promise.all([
					transaction.objectStore('projects').delete(id),
					transaction.objectStore('summaries').delete(summaryKey('projects', id)),
					transaction.done,
				]);
			}),
	};
}

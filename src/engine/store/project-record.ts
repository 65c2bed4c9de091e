/** A project as it is kept. */
import * as v from 'valibot';
import type { Design } from '../design/design.ts';
import { checkRecord } from './check-record.ts';
import { parseStoredDesign } from './stored-design.ts';

export interface StoredProject {
	id: string;
	name: string;
	design: Design;
	/** Milliseconds since 1970. */
	updated: number;
}

/** What lists show of a project. */
export type ProjectSummary = Omit<StoredProject, 'design'>;

const SummarySchema = v.object({ id: v.string(), name: v.string(), updated: v.number() });
const ProjectSchema = v.object({ ...SummarySchema.entries, design: v.unknown() });

/** @throws TesseraError `record-damaged`, or what `parseDesign` finds wrong with the design */
export function parseProject(record: unknown): StoredProject {
	const project = checkRecord(ProjectSchema, record, 'project');
	return { ...project, design: parseStoredDesign(project.design, `project “${project.name || project.id}”`) };
}

export function projectSummary({ id, name, updated }: StoredProject): ProjectSummary {
	return { id, name, updated };
}

/** @returns undefined if it does not fit: the project itself then tells */
export function parseProjectSummary(value: unknown): ProjectSummary | undefined {
	const result = v.safeParse(SummarySchema, value);
	return result.success ? result.output : undefined;
}

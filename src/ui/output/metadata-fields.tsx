/** What stands in the JSON of each token. */
import { TextField } from '../controls/text-field.tsx';
import { changeMetadata, describe } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';
import type { RunSettingsStore } from './run-settings.ts';

export function MetadataFields(props: { settings: RunSettingsStore }) {
	const project = useProject();
	const metadata = () => project.design.metadata;
	const firstName = () =>
		metadata()
			.nameTemplate.replaceAll('{name}', project.design.name)
			.replaceAll('{number}', String(project.design.supply.firstNumber));
	return (
		<>
			<TextField
				label="Token name"
				value={metadata().nameTemplate}
				hint={`First token: ${firstName()}`}
				onChange={(nameTemplate) => project.edit(changeMetadata({ nameTemplate }))}
			/>
			<TextField
				label="Collection description"
				multiline
				value={project.design.description}
				onChange={(description) => project.edit(describe({ description }))}
			/>
			<TextField
				label="Token description"
				multiline
				value={metadata().descriptionTemplate}
				onChange={(descriptionTemplate) => project.edit(changeMetadata({ descriptionTemplate }))}
			/>
			<TextField
				label="Base URI of images"
				value={metadata().baseUri}
				placeholder="ipfs://…/"
				hint="May stay empty; the file name follows it."
				onChange={(baseUri) => project.edit(changeMetadata({ baseUri }))}
			/>
			<label class="check">
				<input
					type="checkbox"
					checked={props.settings.values.tokenMetadata}
					onChange={(event) => props.settings.change('tokenMetadata', event.currentTarget.checked)}
				/>
				One JSON file per token
			</label>
			<p class="field-hint">_metadata.json with all tokens is always written.</p>
		</>
	);
}

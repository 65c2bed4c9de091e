/** File format, and quality where the format loses any. */
import { Show, createResource } from 'solid-js';
import type { ImageFormat } from '../../engine/design/design.ts';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { changeOutput } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';
import { FORMAT_NAMES, writableFormats } from './image-formats.ts';

export function FormatFields() {
	const project = useProject();
	const output = () => project.design.output;
	const [formats] = createResource<ImageFormat[]>(writableFormats, { initialValue: ['png'] });
	const options = () => {
		const writable = formats();
		// A project from another browser keeps its format, shown as what it is.
		const all = writable.includes(output().format) ? writable : [...writable, output().format];
		return all.map((value) => ({ value, label: FORMAT_NAMES[value] }));
	};
	const unwritable = () => formats.state === 'ready' && !formats().includes(output().format);
	return (
		<>
			<div class="pair">
				<SelectField
					label="Format"
					value={output().format}
					options={options()}
					onChange={(format) => project.edit(changeOutput({ format }))}
				/>
				<Show when={output().format !== 'png'}>
					<NumberField
						label="Quality"
						unit="%"
						whole
						min={1}
						max={100}
						value={Math.round(output().quality * 100)}
						onChange={(percent) => project.edit(changeOutput({ quality: percent / 100 }))}
					/>
				</Show>
			</div>
			<Show when={unwritable()}>
				<p class="field-error">
					This browser cannot write {FORMAT_NAMES[output().format]}. Choose another format or use Chrome.
				</p>
			</Show>
		</>
	);
}

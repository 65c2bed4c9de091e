/** Width and height of the images. */
import { Show } from 'solid-js';
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { changeOutput } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';

const PRESETS = ['256 × 256', '512 × 512', '1080 × 1080', '1080 × 1350', '2000 × 2000', '3000 × 3000', '4096 × 4096'];
const CUSTOM = 'custom';
/** The largest side that the engine writes, pixels. */
const LARGEST = 16_384;

export function SizeFields() {
	const project = useProject();
	const output = () => project.design.output;
	const preset = () => {
		const size = `${output().width} × ${output().height}`;
		return PRESETS.includes(size) ? size : CUSTOM;
	};
	const choose = (value: string) => {
		const [width, height] = value.split(' × ').map(Number);
		if (width !== undefined && height !== undefined) project.edit(changeOutput({ width, height }));
	};
	return (
		<>
			<SelectField
				label="Size"
				value={preset()}
				options={[
					...PRESETS.map((value) => ({ value, label: `${value} px` })),
					{ value: CUSTOM, label: 'Custom', disabled: preset() !== CUSTOM },
				]}
				onChange={choose}
			/>
			<div class="pair">
				<NumberField
					label="Width"
					unit="px"
					whole
					min={1}
					max={LARGEST}
					value={output().width}
					onChange={(width) => project.edit(changeOutput({ width }))}
				/>
				<NumberField
					label="Height"
					unit="px"
					whole
					min={1}
					max={LARGEST}
					value={output().height}
					onChange={(height) => project.edit(changeOutput({ height }))}
				/>
			</div>
			<div class="pair">
				<SelectField
					label="Traits of another size"
					value={output().fit}
					options={[
						{ value: 'contain', label: 'Fit inside' },
						{ value: 'cover', label: 'Fill, crop' },
						{ value: 'stretch', label: 'Stretch' },
						{ value: 'none', label: 'Keep size' },
					]}
					onChange={(fit) => project.edit(changeOutput({ fit }))}
				/>
				<SelectField
					label="Scaling"
					value={output().resampling}
					options={[
						{ value: 'smooth', label: 'Smooth' },
						{ value: 'pixelated', label: 'Pixel art' },
					]}
					onChange={(resampling) => project.edit(changeOutput({ resampling }))}
				/>
			</div>
			<Show when={output().width * output().height > 4096 * 4096}>
				<p class="field-hint">Images of this size need much memory; try a small count first.</p>
			</Show>
		</>
	);
}

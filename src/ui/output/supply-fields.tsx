/** How many tokens, how they are numbered, and whether weights are chances or counts. */
import { NumberField } from '../controls/number-field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { usePlan } from '../plan/plan-state.ts';
import { changeSupply } from '../project/edit-settings.ts';
import { useProject } from '../project/project.ts';

/** The most tokens of one collection. */
const LARGEST_COUNT = 1_000_000;

export function SupplyFields() {
	const project = useProject();
	const planning = usePlan();
	const supply = () => project.design.supply;
	const problem = () =>
		planning.problem()?.place?.field === 'supply.count' ? 'More than are possible; see below.' : undefined;
	return (
		<>
			<div class="pair">
				<NumberField
					label="Tokens"
					whole
					min={1}
					max={LARGEST_COUNT}
					step={100}
					value={supply().count}
					problem={problem()}
					onChange={(count) => project.edit(changeSupply({ count }))}
				/>
				<NumberField
					label="First number"
					whole
					min={0}
					max={1e9}
					value={supply().firstNumber}
					onChange={(firstNumber) => project.edit(changeSupply({ firstNumber }))}
				/>
			</div>
			<SelectField
				label="Weights decide"
				value={supply().distribution}
				options={[
					{ value: 'weights', label: 'the chance of each token' },
					{ value: 'exact', label: 'exact counts in the collection' },
				]}
				onChange={(distribution) => project.edit(changeSupply({ distribution }))}
			/>
			<label class="check">
				<input
					type="checkbox"
					checked={supply().shuffle}
					onChange={(event) => project.edit(changeSupply({ shuffle: event.currentTarget.checked }))}
				/>
				Shuffle token numbers
			</label>
		</>
	);
}

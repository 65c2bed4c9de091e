import type { Design } from '../design/design.ts';
import { parseDesign } from '../design/schema.ts';
import { TesseraError } from '../errors.ts';

/**
 * The design inside a record.
 * @param owner the record for a person, e.g. `project “Cats”`
 * @throws TesseraError as `parseDesign`, naming the record
 */
export function parseStoredDesign(design: unknown, owner: string): Design {
	try {
		return parseDesign(design);
	} catch (thrown) {
		if (!(thrown instanceof TesseraError)) throw thrown;
		const { problem } = thrown;
		throw new TesseraError({ ...problem, message: `In the stored ${owner}: ${problem.message}` }, { cause: thrown });
	}
}

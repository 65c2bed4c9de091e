import type { AssetHash, Design } from '../../engine/design/design.ts';
import { TesseraError, type Problem } from '../../engine/errors.ts';
import { buildSample } from '../../engine/sample/build-sample.ts';
import type { HeadlessSource } from './headless-options.ts';

export interface LoadedDesign {
	design: Design;
	assets: Map<AssetHash, Blob>;
	/** What was odd about the source. */
	problems: Problem[];
}

/** @throws TesseraError when there is no design in the source */
export async function loadSource(source: HeadlessSource): Promise<LoadedDesign> {
	if (source.kind === 'sample') return { ...(await buildSample()), problems: [] };
	throw new TesseraError({ code: 'source-unknown', message: `“${source.name}” cannot be read here.` });
}

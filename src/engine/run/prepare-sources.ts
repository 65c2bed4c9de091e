/** Decodes every source of the design and has all bands index it. */
import { TesseraError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Design } from '../design/design.ts';
import type { DrawSource } from '../design/draw-list.ts';
import type { FromBand, SvgPart } from './band-protocol.ts';
import type { SourceFacts } from './collection-format.ts';
import type { BandLink, RunTeam } from './run-team.ts';

/** What decoding needs from outside the run. */
export interface AssetHost {
	/** The asset's file, or `undefined` if it is not there. */
	asset(hash: string): Promise<Blob | undefined>;
	/** Draws some rows of an SVG; only the page can. */
	drawSvg(drawing: SvgPart): Promise<ImageBitmap>;
}

/**
 * @param decodesAtOnce sources that one worker decodes at a time
 * @returns the facts of each source, in order.
 * @throws TesseraError `bad-traits` that lists every trait file which cannot be used
 */
export async function prepareSources(
	team: RunTeam,
	design: Design,
	sources: readonly DrawSource[],
	host: AssetHost,
	decodesAtOnce: number,
	onProgress: (done: number) => void,
): Promise<SourceFacts[]> {
	const preparation = new SourcePreparation(team, design, sources, host, onProgress);
	return preparation.run(decodesAtOnce);
}

class SourcePreparation {
	readonly #team: RunTeam;
	readonly #design: Design;
	readonly #sources: readonly DrawSource[];
	readonly #host: AssetHost;
	readonly #onProgress: (done: number) => void;
	readonly #facts: SourceFacts[];
	/** Where each band's part of a mask begins, in words. */
	readonly #maskAt: number[];
	readonly #problems: Problem[] = [];
	#next = 0;
	#done = 0;

	constructor(
		team: RunTeam,
		design: Design,
		sources: readonly DrawSource[],
		host: AssetHost,
		onProgress: (done: number) => void,
	) {
		this.#team = team;
		this.#design = design;
		this.#sources = sources;
		this.#host = host;
		this.#onProgress = onProgress;
		let words = 0;
		this.#maskAt = team.rows.map(({ rows }) => {
			const at = words;
			words += Math.ceil((rows * team.grid.columns) / 32);
			return at;
		});
		this.#facts = sources.map(() => ({ opaque: new Uint32Array(words), colors: undefined }));
	}

	async run(decodesAtOnce: number): Promise<SourceFacts[]> {
		for (const [band, link] of this.#team.bands.entries()) link.listen((message) => this.#hear(band, link, message));
		const lanes = this.#team.bands.flatMap((link) => Array.from({ length: decodesAtOnce }, () => this.#lane(link)));
		await Promise.all(lanes);
		if (this.#problems.length > 0) throw badTraits(this.#problems);
		return this.#facts;
	}

	/** Gives one worker source after source until none is left. */
	async #lane(link: BandLink): Promise<void> {
		while (this.#next < this.#sources.length) {
			const source = this.#next++;
			await this.#decode(link, source);
			this.#onProgress(++this.#done);
		}
	}

	async #decode(link: BandLink, source: number): Promise<void> {
		const from = this.#sources[source];
		const name = from.kind === 'asset' ? (this.#design.assets[from.asset]?.name ?? from.asset) : from.color;
		const blob = from.kind === 'asset' ? await this.#host.asset(from.asset) : undefined;
		if (from.kind === 'asset' && blob === undefined) {
			this.#problems.push({
				code: 'asset-missing',
				severity: 'error',
				message: `The file of “${name}” is no longer in this browser's storage.`,
				hint: 'Import its folder again.',
				place: { file: name },
			});
			return;
		}
		const failed = link.next('decode-failed', (message) => message.source === source).then(({ problem }) => problem);
		const indexed = Promise.all(
			this.#team.bands.map((band) => band.next('indexed', (message) => message.source === source)),
		).then(() => undefined);
		// Whichever does not come stays pending until the link ends, which settles it.
		failed.catch(() => undefined);
		indexed.catch(() => undefined);
		const job = { type: 'decode', source, from, name } as const;
		link.post(blob === undefined ? job : { ...job, blob });
		const problem = await Promise.race([failed, indexed]);
		if (problem !== undefined) this.#problems.push(problem);
	}

	#hear(band: number, link: BandLink, message: FromBand): void {
		if (message.type === 'indexed') {
			this.#facts[message.source].opaque.set(message.opaque, this.#maskAt[band]);
		} else if (message.type === 'decoded') {
			this.#facts[message.source].colors = message.colors;
		} else if (message.type === 'draw-svg') {
			const { call } = message;
			this.#host.drawSvg(message.drawing).then(
				(drawing) => link.post({ type: 'svg-drawn', call, drawing }, [drawing]),
				(error: unknown) => {
					if (!(error instanceof TesseraError)) throw error;
					link.post({ type: 'svg-failed', call, problem: error.problem });
				},
			);
		}
	}
}

function badTraits(problems: readonly Problem[]): TesseraError {
	const first = problems[0];
	if (problems.length === 1) return new TesseraError(first);
	return new TesseraError({
		code: 'bad-traits',
		message: `${problems.length} trait files cannot be used: ${problems.map((p) => p.message).join(' ')}`,
		hint: 'Replace or remove these files and import the folder again.',
	});
}

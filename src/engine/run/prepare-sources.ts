/** Decodes the sources that a plan is made of and has all bands index them. */
import { TesseraError, fileChanged } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Design } from '../design/design.ts';
import type { DrawSource } from '../design/draw-list.ts';
import { ByteGate } from './byte-gate.ts';
import type { FromBand, SvgPart } from './band-protocol.ts';
import type { SourceFacts } from './collection-format.ts';
import { decodeCost } from './decode-cost.ts';
import type { BandLink, RunTeam } from './run-team.ts';

/** What decoding needs from outside the run. */
export interface AssetHost {
	/** The asset's file, or `undefined` if it is not there. */
	asset(hash: string): Promise<Blob | undefined>;
	/** Draws some rows of an SVG; only the page can. */
	drawSvg(drawing: SvgPart): Promise<ImageBitmap>;
}

/**
 * @param used numbers of the sources to decode; the others are never drawn
 * @param decodeBytes for files and frames of the sources that are decoded at a time, all workers together
 * @returns the facts of each source, in order; of those that are not used, none.
 * @throws TesseraError `bad-traits` that lists every trait file which cannot be used
 */
export async function prepareSources(
	team: RunTeam,
	design: Design,
	sources: readonly DrawSource[],
	used: readonly number[],
	host: AssetHost,
	decodeBytes: number,
	onProgress: (done: number) => void,
): Promise<SourceFacts[]> {
	const preparation = new SourcePreparation(team, design, sources, host, new ByteGate(decodeBytes));
	return preparation.run(used, onProgress);
}

/** Sources that one worker works on at a time: SVGs are drawn and files read elsewhere meanwhile. */
const LANES = 3;

class SourcePreparation {
	readonly #team: RunTeam;
	readonly #design: Design;
	readonly #sources: readonly DrawSource[];
	readonly #host: AssetHost;
	readonly #gate: ByteGate;
	readonly #facts: SourceFacts[];
	/** Where each band's part of a mask begins, in words. */
	readonly #maskAt: number[];
	readonly #problems: Problem[] = [];

	constructor(team: RunTeam, design: Design, sources: readonly DrawSource[], host: AssetHost, gate: ByteGate) {
		this.#team = team;
		this.#design = design;
		this.#sources = sources;
		this.#host = host;
		this.#gate = gate;
		let words = 0;
		this.#maskAt = team.rows.map(({ rows }) => {
			const at = words;
			words += Math.ceil((rows * team.grid.columns) / 32);
			return at;
		});
		this.#facts = sources.map(() => ({ opaque: new Uint32Array(words), colors: undefined }));
	}

	async run(used: readonly number[], onProgress: (done: number) => void): Promise<SourceFacts[]> {
		for (const [band, link] of this.#team.bands.entries()) link.listen((message) => this.#hear(band, link, message));
		let next = 0;
		let done = 0;
		/** Gives one worker source after source until none is left. */
		const lane = async (link: BandLink): Promise<void> => {
			while (next < used.length) {
				const source = used[next++];
				const leave = await this.#gate.enter(decodeCost(this.#design, this.#sources[source]));
				await this.#decode(link, source);
				leave();
				onProgress(++done);
			}
		};
		await Promise.all(this.#team.bands.flatMap((link) => Array.from({ length: LANES }, () => lane(link))));
		if (this.#problems.length > 0) throw badTraits(this.#problems);
		return this.#facts;
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
		if (problem?.code === 'file-changed') {
			this.#problems.push({ ...fileChanged(`“${name}”`).problem, place: { file: name } });
		} else if (problem !== undefined) {
			this.#problems.push(problem);
		}
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

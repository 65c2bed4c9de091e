/** The forecast of a run, corrected by what came true while it goes on. */
import type { Forecast } from './forecast.ts';
import { growthAt } from './growth.ts';
import type { MadeForecast } from './make-forecast.ts';

/** How much the forecast counts against what was seen: as much as this share of the run, and as this many images. */
const TRUSTED_SHARE = 0.05;
const TRUSTED_IMAGES = 60;

export interface Progress {
	/** Images that are complete, and their bytes, earlier sessions included. */
	done: number;
	bytes: number;
	/** In state `running`, earlier sessions included. */
	seconds: number;
}

/** As far as known; of the whole run. */
export interface Expected {
	bytes?: number;
	seconds?: number;
}

export class Outlook {
	readonly forecast: Forecast;
	readonly #made: MadeForecast;
	/** Of the work that is foretold: the part that making new tiles is. */
	readonly #tileShare: number;

	constructor(made: MadeForecast) {
		this.forecast = made.forecast;
		this.#made = made;
		const { composite = 0, encode = 0, ...others } = made.forecast.stages;
		const tiles = composite + encode;
		const rest = Object.values(others).reduce((sum, seconds) => sum + seconds, 0);
		this.#tileShare = tiles + rest > 0 ? tiles / (tiles + rest) : 0;
	}

	expected(now: Progress): Expected {
		const { before } = this.#made;
		const tokens = this.forecast.tokens - before.tokens;
		const done = Math.max(0, now.done - before.tokens);
		const seconds = this.#expectedSeconds(done, tokens, Math.max(0, now.seconds - before.seconds));
		const bytes = this.#expectedBytes(done, tokens, Math.max(0, now.bytes - before.bytes));
		return {
			...(bytes === undefined ? {} : { bytes: before.bytes + bytes }),
			...(seconds === undefined ? {} : { seconds: before.seconds + seconds }),
		};
	}

	#expectedSeconds(done: number, tokens: number, elapsed: number): number | undefined {
		const share = this.#shareOfWork(done, tokens);
		const { seconds } = this.forecast;
		if (seconds === undefined) return share > 0 ? elapsed / share : undefined;
		const foretold = seconds - this.#made.before.seconds;
		const whole = (foretold * TRUSTED_SHARE + elapsed) / (TRUSTED_SHARE + share);
		return elapsed + (1 - share) * whole;
	}

	/** The first tokens cost more than the last, since their tiles are new. */
	#shareOfWork(done: number, tokens: number): number {
		if (done === 0 || tokens === 0) return 0;
		const { growth } = this.#made;
		const all = growthAt(growth, tokens);
		const tiles = all > 0 ? growthAt(growth, done) / all : 0;
		return Math.min(1, this.#tileShare * tiles + ((1 - this.#tileShare) * done) / tokens);
	}

	#expectedBytes(done: number, tokens: number, bytes: number): number | undefined {
		const { bytes: all } = this.forecast;
		if (all === undefined) return done > 0 ? Math.round((bytes / done) * tokens) : undefined;
		const foretold = (all - this.#made.before.bytes) / Math.max(1, tokens);
		const mean = (foretold * TRUSTED_IMAGES + bytes) / (TRUSTED_IMAGES + done);
		return Math.round(bytes + (tokens - done) * mean);
	}
}

/** A picture of a result, for where only pictures are looked at. */
import { gpuName } from '../../engine/bench/suite-table.ts';
import { suiteScore, type Score } from '../../engine/bench/suite-score.ts';
import type { SuiteResult } from '../../engine/bench/suite-result.ts';
import { formatMoment, formatScore } from './rate.ts';

/** As most sites show pictures of links. */
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const FONT = '"Hanken Grotesk Variable", system-ui, sans-serif';

/** One look, whatever the theme: the light one of the page. */
const INK = '#1b1b1b';
const SOFT = '#565656';
const GROUND = '#fafafa';
const LINE = '#d6d6d6';
const SMALTI = ['#c9562e', '#1d7f78', '#d59a2b', '#5b6470', '#34589c', '#a8577a', '#727a2c', '#b7a98f', '#6c4a86'];
const PARTS = [
	['compositing', 'Compositing', '#c9562e'],
	['encoding', 'Encoding', '#1d7f78'],
	['pipeline', 'Pipeline', '#d59a2b'],
	['writing', 'Writing, beside the score', '#34589c'],
] as const;

export async function drawCard(result: SuiteResult): Promise<Blob> {
	await document.fonts.load(`600 20px ${FONT}`).catch(() => undefined);
	const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('no 2D canvas');
	context.fillStyle = GROUND;
	context.fillRect(0, 0, WIDTH, HEIGHT);
	drawMosaic(context);
	const text = createWriter(context);
	text('Tessera device benchmark', MARGIN, 104, 600, 30, INK);
	const scored = suiteScore(result);
	if (scored === undefined) {
		const isInvalid = result.faults.length > 0;
		text(isInvalid ? 'Invalid' : 'No score', MARGIN, 300, 680, 120, INK);
		const [reason = 'Not comparable.'] = [...result.faults.map(({ message }) => message), ...result.deviations];
		text(reason, MARGIN, 360, 400, 28, SOFT, WIDTH - 2 * MARGIN);
	} else {
		drawScore(context, text, scored);
	}
	const { device } = result;
	const processor = [`${device.cores} cores`, device.architecture].filter(Boolean).join(', ');
	text(`${device.browser} on ${device.system}, ${processor}`, MARGIN, 496, 600, 28, INK, WIDTH - 2 * MARGIN);
	text(gpuName(result), MARGIN, 534, 400, 24, SOFT, WIDTH - 2 * MARGIN);
	text(`Suite ${result.suite}, ${result.mode}, ${formatMoment(result.taken)}`, MARGIN, 568, 400, 24, SOFT);
	return canvas.convertToBlob({ type: 'image/png' });
}

type Writer = (text: string, x: number, y: number, weight: number, size: number, color: string, most?: number) => void;

function createWriter(context: OffscreenCanvasRenderingContext2D): Writer {
	return (text, x, y, weight, size, color, most) => {
		context.font = `${weight} ${size}px ${FONT}`;
		context.fillStyle = color;
		context.fillText(text, x, y, most);
	};
}

/** A row of stones along the top, of several widths as in a mosaic's border. */
function drawMosaic(context: OffscreenCanvasRenderingContext2D): void {
	for (let x = 0, i = 0; x < WIDTH; i++) {
		const width = 26 + ((i * 37) % 23);
		context.fillStyle = SMALTI[(i * 5) % SMALTI.length];
		context.fillRect(x, 0, width, 26);
		context.fillStyle = SMALTI[(i * 7 + 3) % SMALTI.length];
		context.fillRect(x, 29, width, 12);
		x += width + 3;
	}
}

function drawScore(context: OffscreenCanvasRenderingContext2D, text: Writer, { score, parts }: Score): void {
	text(formatScore(score.value), MARGIN - 8, 318, 680, 210, INK, 520);
	const interval = `95 % interval ${formatScore(score.low)} to ${formatScore(score.high)}`;
	text(interval, MARGIN, 372, 400, 26, SOFT);
	text('The reference device, two cores without a GPU, has 100', MARGIN, 408, 400, 22, SOFT);
	const left = 760;
	const right = WIDTH - MARGIN;
	const most = Math.max(150, ...Object.values(parts).map(({ value }) => value));
	for (const [i, [part, name, color]] of PARTS.entries()) {
		const y = 168 + i * 66;
		const value = parts[part]?.value;
		if (value === undefined) continue;
		text(name, left, y, 500, 24, SOFT);
		context.textAlign = 'right';
		text(formatScore(value), right, y, 640, 24, INK);
		context.textAlign = 'left';
		context.fillStyle = LINE;
		context.fillRect(left, y + 12, right - left, 14);
		context.fillStyle = color;
		context.fillRect(left, y + 12, ((right - left) * value) / most, 14);
		context.fillStyle = INK;
		context.fillRect(left + ((right - left) * 100) / most - 1, y + 8, 2, 22);
	}
}

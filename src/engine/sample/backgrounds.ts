/** The sample's backgrounds: flat colours and linear gradients that go with black line art. */
import { CANVAS, svgDocument } from './notionists.ts';

export interface SampleBackground {
	name: string;
	weight: number;
	/** One colour, or the two ends of a gradient from top to bottom. */
	colors: [string] | [string, string];
}

export const BACKGROUNDS: SampleBackground[] = [
	{ name: 'Parchment', weight: 14, colors: ['#f4ecd8'] },
	{ name: 'Powder Blue', weight: 12, colors: ['#b9d7ea'] },
	{ name: 'Sage', weight: 12, colors: ['#b7c9a8'] },
	{ name: 'Apricot', weight: 10, colors: ['#fbceb1'] },
	{ name: 'Lavender', weight: 10, colors: ['#cfc3e8'] },
	{ name: 'Coral', weight: 8, colors: ['#f79d84'] },
	{ name: 'Mustard', weight: 7.5, colors: ['#e3b448'] },
	{ name: 'Teal', weight: 6, colors: ['#5fb0a5'] },
	{ name: 'Dawn', weight: 4, colors: ['#fde2c8', '#f5a6b8'] },
	{ name: 'Lagoon', weight: 3, colors: ['#c9f0e1', '#5aa9d6'] },
	{ name: 'Dusk', weight: 1.5, colors: ['#f3b6c4', '#7d74c9'] },
	{ name: 'Gold Leaf', weight: 0.5, colors: ['#fff3b8', '#d9962b'] },
];

/** Beyond the canvas on all sides: where its edge falls between two pixels at some size, the last would be translucent. */
const MARGIN = 8;

export function backgroundSvg({ colors }: SampleBackground): string {
	const side = CANVAS + 2 * MARGIN;
	const fill = colors.length === 1 ? colors[0] : 'url(#g)';
	const square = `<path d="M${-MARGIN} ${-MARGIN}h${side}v${side}H${-MARGIN}z" fill="${fill}"/>`;
	if (colors.length === 1) return svgDocument(square);
	const stops = colors.map((color, i) => `<stop offset="${i}" stop-color="${color}"/>`).join('');
	const ends = `gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="${CANVAS}"`;
	return svgDocument(`<defs><linearGradient id="g" ${ends}>${stops}</linearGradient></defs>${square}`);
}

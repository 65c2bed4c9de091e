import type { FormatHeader, Size } from './image-header.ts';

/** Bytes that are looked at for the root element; editors put long comments and namespaces before it. */
const HEAD_BYTES = 65_536;

/** Pixels per CSS unit (CSS Values 4, 6.2). */
const UNITS: Record<string, number> = { '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54 };

/** Bytes at the end in which the closing tag must stand. */
const TAIL_BYTES = 4096;

/** The root's start tag; at the sticky position only, and no two alternatives share a character, so it is linear. */
const ROOT = /<(?:\w+:)?svg(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/y;

/**
 * Recognises an SVG document by its root element and reads its size: `width` and `height` in absolute units, else the
 * `viewBox`, else none. A missing side follows from the other by the viewBox. `undefined` if it is no SVG.
 */
export function readSvgHeader(bytes: Uint8Array): FormatHeader | undefined {
	const head = decodeHead(bytes);
	ROOT.lastIndex = skipProlog(head);
	const root = ROOT.exec(head);
	if (!root) return undefined;
	const attributes = new Map<string, string>();
	for (const [, name, double, single] of root[1].matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
		attributes.set(name, double ?? single);
	}
	const tail = new TextDecoder('latin1').decode(bytes.subarray(-TAIL_BYTES)).replaceAll('\0', '');
	const whole = root[1].endsWith('/') || /<\/(?:\w+:)?svg\s*>/.test(tail);
	return { ...svgSize(attributes), animated: false, complete: whole };
}

/** Position behind white space, XML declaration, comments and document type (XML 1.0, 2.8). */
function skipProlog(text: string): number {
	let at = 0;
	for (;;) {
		while (/\s/.test(text.charAt(at))) at++;
		const end = text.startsWith('<?', at)
			? text.indexOf('?>', at)
			: text.startsWith('<!--', at)
				? text.indexOf('-->', at + 4) + 1
				: text.startsWith('<!DOCTYPE', at)
					? doctypeEnd(text, at) - 1
					: -1;
		if (end <= at) return at;
		at = end + 2;
	}
}

/** Position of the `>` that closes a document type, which may hold declarations in brackets; -1 if there is none. */
function doctypeEnd(text: string, at: number): number {
	const close = text.indexOf('>', at);
	const bracket = text.indexOf('[', at);
	if (bracket < 0 || close < bracket) return close;
	return text.indexOf('>', text.indexOf(']', bracket));
}

function svgSize(attributes: ReadonlyMap<string, string>): Partial<Size> {
	const width = pixels(attributes.get('width'));
	const height = pixels(attributes.get('height'));
	const box = attributes
		.get('viewBox')
		?.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [, , boxWidth, boxHeight] = box ?? [];
	const hasBox = boxWidth > 0 && boxHeight > 0;
	if (width !== undefined && height !== undefined) return { width, height };
	if (!hasBox) return {};
	if (width !== undefined) return { width, height: (width * boxHeight) / boxWidth };
	if (height !== undefined) return { width: (height * boxWidth) / boxHeight, height };
	return { width: boxWidth, height: boxHeight };
}

/** A length in CSS pixels; `undefined` for percentages, font-relative units and nonsense. */
function pixels(length: string | undefined): number | undefined {
	const match = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(length ?? '');
	if (!match) return undefined;
	const value = Number(match[1]) * (UNITS[match[2].toLowerCase()] ?? Number.NaN);
	return value > 0 ? value : undefined;
}

function decodeHead(bytes: Uint8Array): string {
	const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	const encoding = !utf16 ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
	return new TextDecoder(encoding).decode(bytes.subarray(0, HEAD_BYTES));
}

/** Draws SVG files. Only the page can: `createImageBitmap` refuses SVG blobs, an `<img>` takes them. */
import { TesseraError } from '../../engine/errors.ts';
import { checkImageSize } from '../../engine/raster/image-limits.ts';
import { readSvgHeader } from '../../engine/raster/svg-header.ts';
import type { Raster } from '../../engine/raster/raster.ts';

/** A drawing larger than this is a data file or an attack; parsing it would block the page. */
const MAX_SVG_BYTES = 16 * 1024 * 1024;

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Draws an SVG stretched to exactly `width × height` pixels on transparent ground. Scripts and references to other files
 * stay dead, as in every `<img>`.
 * @returns straight-alpha RGBA as the browser's software canvas gives it
 * @throws TesseraError `svg-too-large`, `svg-damaged`, `svg-entities`, `image-too-large`
 */
export async function rasteriseSvg(svg: Blob, name: string, width: number, height: number): Promise<Raster> {
	checkImageSize(width, height, name);
	if (svg.size > MAX_SVG_BYTES) {
		throw problem(name, 'svg-too-large', `is ${Math.round(svg.size / 1e6)} MB of SVG`, 'Export it as PNG.');
	}
	const bytes = new Uint8Array(await svg.arrayBuffer());
	const text = sizedSvg(bytes, name, width, height);
	// A data URL and not a blob's: Chromium taints the canvas for a blob's SVG that holds a foreignObject.
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
	try {
		await image.decode();
	} catch {
		throw damaged(name);
	}
	const canvas = new OffscreenCanvas(width, height);
	// Read often: the browser then draws on the processor, which gives the same pixels whatever the graphics card.
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (context === null) throw new Error('no 2D canvas');
	context.drawImage(image, 0, 0, width, height);
	const { data } = context.getImageData(0, 0, width, height);
	return { width, height, data: new Uint8Array(data.buffer) };
}

/** The document with the output's size on its root element, and its own size stretched to it. */
function sizedSvg(bytes: Uint8Array, name: string, width: number, height: number): string {
	const source = new TextDecoder().decode(bytes);
	if (/<!ENTITY/i.test(source)) {
		throw problem(name, 'svg-entities', 'declares XML entities', 'Save it as plain SVG, or as PNG.');
	}
	const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
	const root = parsed.documentElement;
	if (root.namespaceURI !== SVG_NAMESPACE || root.localName !== 'svg' || parsed.querySelector('parsererror')) {
		throw damaged(name);
	}
	const own = readSvgHeader(bytes);
	if (own?.width === undefined || own.height === undefined) return serialise(root, width, height);
	const box = root
		.getAttribute('viewBox')
		?.trim()
		.split(/[\s,]+/)
		.map(Number);
	if (box === undefined) root.setAttribute('viewBox', `0 0 ${own.width} ${own.height}`);
	const letterboxed = box !== undefined && Math.abs((box[2] / box[3]) * (own.height / own.width) - 1) > 0.005;
	if (!letterboxed) {
		root.setAttribute('preserveAspectRatio', 'none');
		return serialise(root, width, height);
	}
	// Its drawing does not fill its own size: the whole is stretched, letterbox and all, by an outer element.
	const outer = parsed.createElementNS(SVG_NAMESPACE, 'svg');
	outer.setAttribute('viewBox', `0 0 ${own.width} ${own.height}`);
	outer.setAttribute('preserveAspectRatio', 'none');
	root.setAttribute('width', String(own.width));
	root.setAttribute('height', String(own.height));
	outer.append(root);
	return serialise(outer, width, height);
}

function serialise(root: Element, width: number, height: number): string {
	root.setAttribute('width', String(width));
	root.setAttribute('height', String(height));
	return new XMLSerializer().serializeToString(root);
}

function damaged(name: string): TesseraError {
	return problem(name, 'svg-damaged', 'is not a well-formed SVG', 'Export it again, or as PNG.');
}

function problem(name: string, code: string, what: string, hint: string): TesseraError {
	return new TesseraError({ code, message: `“${name}” ${what}.`, hint, place: { file: name } });
}

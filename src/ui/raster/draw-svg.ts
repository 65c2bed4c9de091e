/** Draws SVG files. Only the page can: `createImageBitmap` refuses SVG blobs, an `<img>` takes them. */
import type { SvgPart } from '../../engine/run/band-protocol.ts';
import { TesseraError } from '../../engine/errors.ts';
import { checkImageSize } from '../../engine/raster/image-limits.ts';
import { readSvgHeader } from '../../engine/raster/svg-header.ts';
import { sweepDrawings } from './sweep-drawings.ts';

/** A drawing larger than this is a data file or an attack; parsing it would block the page. */
const MAX_SVG_BYTES = 16 * 1024 * 1024;

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Draws some rows of an SVG, stretched to exactly `width × height` pixels, on transparent ground. Scripts and references to other files
 * stay dead, as in every `<img>`. The page only reads the document: the browser fills in the pixels in another thread, and
 * whoever needs them takes them out of the bitmap in a thread of his own (`drawnStream`).
 * @returns to be closed by the caller
 * @throws TesseraError `svg-too-large`, `svg-damaged`, `svg-entities`, `image-too-large`
 */
export async function drawSvg({ svg, name, width, height, top, rows }: SvgPart): Promise<ImageBitmap> {
	checkImageSize(width, height, name);
	if (svg.size > MAX_SVG_BYTES) {
		throw problem(name, 'svg-too-large', `is ${Math.round(svg.size / 1e6)} MB of SVG`, 'Export it as PNG.');
	}
	const bytes = new Uint8Array(await svg.arrayBuffer());
	const text = sizedSvg(bytes, name, width, height);
	// A data URL and not a blob's: Chromium taints the canvas for a blob's SVG that holds a foreignObject.
	const image = await loadImage(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, name);
	const drawing = await createImageBitmap(image, 0, top, width, rows);
	sweepDrawings();
	if (isReadable(drawing)) return drawing;
	// Chromium lets nobody read a bitmap with a foreignObject in it; from a data URL it allows a canvas the same.
	drawing.close();
	const canvas = new OffscreenCanvas(width, rows);
	pixelsOn(canvas).drawImage(image, 0, -top);
	return canvas.transferToImageBitmap();
}

function isReadable(drawing: ImageBitmap): boolean {
	const context = pixelsOn(new OffscreenCanvas(1, 1));
	context.drawImage(drawing, 0, 0);
	try {
		context.getImageData(0, 0, 1, 1);
		return true;
	} catch {
		return false;
	}
}

/** Off the graphics card, so that the pixels are the same on every machine. */
function pixelsOn(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (context === null) throw new Error('no 2D canvas');
	return context;
}

/** By its events and not by `decode`, which waits for a frame: a hidden page has none. */
function loadImage(url: string, name: string): Promise<HTMLImageElement> {
	return new Promise((resolve, reject) => {
		const image = new Image();
		image.addEventListener('load', () => resolve(image));
		image.addEventListener('error', () => reject(damaged(name)));
		image.src = url;
	});
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

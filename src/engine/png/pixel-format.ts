/** How pixels are stored in the PNG (PNG specification 11.2.1, colour types 2, 6 and 3). One per run. */
export type PixelFormat =
	| { kind: 'rgb' }
	| { kind: 'rgba' }
	/** Up to 256 colours, straight-alpha RGBA as u32 little-endian (R lowest), ordered as in PLTE/tRNS. 8 bits per pixel. */
	| { kind: 'palette'; colors: Uint32Array };

/** Bytes per pixel in the filtered scanline. */
export function bytesPerPixel(format: PixelFormat): 1 | 3 | 4 {
	return format.kind === 'rgb' ? 3 : format.kind === 'rgba' ? 4 : 1;
}

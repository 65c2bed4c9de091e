/** An image as the engine sees it: straight-alpha RGBA, 8 bits a channel, exactly as stored in its file. */
export interface Raster {
	width: number;
	height: number;
	/** `width × height × 4` bytes, row-major, R G B A. */
	data: Uint8Array<ArrayBuffer>;
}

/** An image as the engine sees it: straight-alpha RGBA, 8 bits a channel, exactly as stored in its file. */
export interface Raster {
	width: number;
	height: number;
	/** `width × height × 4` bytes, row-major, R G B A. */
	data: Uint8Array<ArrayBuffer>;
}

/** An image as it is read: strips of rows from top to bottom, so that nobody has to hold it whole. */
export interface RasterStream {
	width: number;
	height: number;
	/**
	 * Pieces of the whole width, together all rows; to be read once. Each is valid until the next is asked for. What goes
	 * wrong with the pixels is thrown here.
	 */
	strips: AsyncIterable<Raster> | Iterable<Raster>;
}

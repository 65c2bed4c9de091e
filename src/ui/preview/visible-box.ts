/** The smallest rectangle that holds every pixel with any alpha; undefined when there is none. Pixels. */
export function visibleBox(image: ImageData): { x: number; y: number; width: number; height: number } | undefined {
	let left = image.width;
	let right = -1;
	let top = -1;
	let bottom = -1;
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++) {
			if (image.data[(y * image.width + x) * 4 + 3] === 0) continue;
			if (top < 0) top = y;
			bottom = y;
			if (x < left) left = x;
			if (x > right) right = x;
		}
	}
	return bottom < 0 ? undefined : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

// The compositing of a batch of tiles, one workgroup per tile, W3C Compositing and Blending Level 1, sections 5, 9 and 10.
// Twin of src/gpu/reference/composite.ts: the same integers in the same order. Integers only, no f32 anywhere.
// Accumulators are premultiplied red, green, blue and alpha in fixed point (shared/fixed.wgsl).

override TILE_WIDTH: u32;
override TILE_HEIGHT: u32;
// Tiles stand in columns: COLUMN_TILES below each other, PAGE_COLUMNS columns to a page, one page per texture layer.
override COLUMN_TILES: u32;
override PAGE_COLUMNS: u32;
// Every layer of the batch is source-over: a pipeline without the other operators is many times faster on some adapters.
override SOURCE_OVER_ONLY: bool;

@group(0) @binding(0) var atlas: texture_2d_array<u32>;
// Job j's stack is entries offsets[j] to offsets[j + 1] of layers, bottom first.
@group(0) @binding(1) var<storage, read> offsets: array<u32>;
// x: content id, 0 for an empty tile; y: operator | opacity << 8.
@group(0) @binding(2) var<storage, read> layers: array<vec2<u32>>;
// Straight RGBA, red in the lowest byte, TILE_WIDTH × TILE_HEIGHT pixels per job.
@group(0) @binding(3) var<storage, read_write> output: array<u32>;

// One premultiplied channel (alpha too) of a Porter-Duff operator: s over b, with the alphas of both.
fn porterDuff(operation: u32, s: u32, sAlpha: u32, b: u32, bAlpha: u32) -> u32 {
	switch (operation) {
		case SOURCE_OVER: { return s + b - mul(b, sAlpha); }
		case SOURCE_IN: { return mul(s, bAlpha); }
		case SOURCE_OUT: { return s - mul(s, bAlpha); }
		case SOURCE_ATOP: { return mul(s, bAlpha) + b - mul(b, sAlpha); }
		case DESTINATION_OVER: { return b + s - mul(s, bAlpha); }
		case DESTINATION_IN: { return mul(b, sAlpha); }
		case DESTINATION_OUT: { return b - mul(b, sAlpha); }
		case DESTINATION_ATOP: { return mul(b, sAlpha) + s - mul(s, bAlpha); }
		case LIGHTER: { return min(ONE, s + b); }
		case COPY: { return s; }
		case XOR: { return s - mul(s, bAlpha) + b - mul(b, sAlpha); }
		default: { return b; }
	}
}

// Straight colour of a premultiplied channel; 0 where there is none.
fn unpremultiply(channel: u32, alpha: u32) -> u32 {
	if (alpha == ONE) {
		return channel;
	}
	if (alpha == 0u) {
		return 0u;
	}
	return mulDiv(channel, ONE, alpha);
}

fn mixBlended(source: u32, sOnly: u32, b: u32, sAlpha: u32, blended: u32, both: u32) -> u32 {
	return mul(source, sOnly) + b - mul(b, sAlpha) + mul(blended, both);
}

// Blend mode, then source-over: αs (1 - αb) Cs + αb (1 - αs) Cb + αs αb B(Cb, Cs).
fn blend(acc: vec4<u32>, mode: u32, source: vec3<u32>, sAlpha: u32) -> vec4<u32> {
	let both = mul(sAlpha, acc.a);
	let backdrop = vec3<u32>(unpremultiply(acc.r, acc.a), unpremultiply(acc.g, acc.a), unpremultiply(acc.b, acc.a));
	var blended: vec3<u32>;
	if (mode >= HUE) {
		blended = blendNonSeparable(mode, backdrop, source);
	} else {
		blended = vec3<u32>(
			blendSeparable(mode, backdrop.r, source.r),
			blendSeparable(mode, backdrop.g, source.g),
			blendSeparable(mode, backdrop.b, source.b),
		);
	}
	let sOnly = sAlpha - both;
	return vec4<u32>(
		mixBlended(source.r, sOnly, acc.r, sAlpha, blended.r, both),
		mixBlended(source.g, sOnly, acc.g, sAlpha, blended.g, both),
		mixBlended(source.b, sOnly, acc.b, sAlpha, blended.b, both),
		sAlpha + acc.a - both,
	);
}

// Puts one layer's pixel onto an accumulator: straight 8-bit RGBA, and its alpha with the layer's opacity folded in.
fn compositeLayer(acc: vec4<u32>, operation: u32, pixel: vec4<u32>, sAlpha: u32) -> vec4<u32> {
	let source = vec3<u32>(fromByte(pixel.r), fromByte(pixel.g), fromByte(pixel.b));
	if (operation >= MULTIPLY) {
		return blend(acc, operation, source, sAlpha);
	}
	return vec4<u32>(
		porterDuff(operation, mul(source.r, sAlpha), sAlpha, acc.r, acc.a),
		porterDuff(operation, mul(source.g, sAlpha), sAlpha, acc.g, acc.a),
		porterDuff(operation, mul(source.b, sAlpha), sAlpha, acc.b, acc.a),
		porterDuff(operation, sAlpha, sAlpha, acc.a, acc.a),
	);
}

// compositeLayer of source-over alone: nearly every layer of real art.
fn sourceOver(acc: vec4<u32>, pixel: vec4<u32>, sAlpha: u32) -> vec4<u32> {
	return vec4<u32>(
		acc.r + mul(fromByte(pixel.r), sAlpha) - mul(acc.r, sAlpha),
		acc.g + mul(fromByte(pixel.g), sAlpha) - mul(acc.g, sAlpha),
		acc.b + mul(fromByte(pixel.b), sAlpha) - mul(acc.b, sAlpha),
		acc.a + sAlpha - mul(acc.a, sAlpha),
	);
}

// The accumulator as straight 8-bit RGBA, rounded once; transparent black where alpha rounds to 0.
fn resolve(acc: vec4<u32>) -> u32 {
	let alpha8 = mul(acc.a, 255u);
	if (alpha8 == 0u) {
		return 0u;
	}
	return toByte(acc.r, acc.a) | (toByte(acc.g, acc.a) << 8u) | (toByte(acc.b, acc.a) << 16u) | (alpha8 << 24u);
}

fn contentPixel(content: u32, x: u32, y: u32) -> vec4<u32> {
	if (content == 0u) {
		return vec4<u32>(0u);
	}
	let column = (content - 1u) / COLUMN_TILES;
	let row = (content - 1u) % COLUMN_TILES;
	let at = vec2<u32>((column % PAGE_COLUMNS) * TILE_WIDTH + x, row * TILE_HEIGHT + y);
	return textureLoad(atlas, at, column / PAGE_COLUMNS, 0);
}

@compute @workgroup_size(TILE_WIDTH)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_id) invocation: vec3<u32>) {
	let job = workgroup.x;
	let x = invocation.x;
	for (var y = 0u; y < TILE_HEIGHT; y++) {
		var acc = vec4<u32>(0u);
		for (var entry = offsets[job]; entry < offsets[job + 1u]; entry++) {
			let layer = layers[entry];
			let pixel = contentPixel(layer.x, x, y);
			let sAlpha = foldOpacity(pixel.a, layer.y >> 8u);
			if (SOURCE_OVER_ONLY) {
				acc = sourceOver(acc, pixel, sAlpha);
			} else {
				acc = compositeLayer(acc, layer.y & 255u, pixel, sAlpha);
			}
		}
		output[(job * TILE_HEIGHT + y) * TILE_WIDTH + x] = resolve(acc);
	}
}

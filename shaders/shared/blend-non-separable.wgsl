// Non-separable blend modes, W3C Compositing and Blending Level 1, section 10.2. Twin of
// src/gpu/reference/blend-non-separable.ts. Colours are three fixed-point numbers.

// (30 r + 59 g + 11 b + 50) / 100, divided in two parts because the sum does not fit in a u32.
fn lum(c: vec3<u32>) -> u32 {
	let weights = vec3<u32>(30u, 59u, 11u);
	return dot(weights, c / 100u) + (dot(weights, c % 100u) + 50u) / 100u;
}

fn largest(c: vec3<u32>) -> u32 {
	return max(c.r, max(c.g, c.b));
}

fn smallest(c: vec3<u32>) -> u32 {
	return min(c.r, min(c.g, c.b));
}

fn sat(c: vec3<u32>) -> u32 {
	return largest(c) - smallest(c);
}

// SetSat: the smallest channel becomes 0, the largest s, the middle one keeps its relative place.
fn setSat(c: vec3<u32>, s: u32) -> vec3<u32> {
	let low = smallest(c);
	let range = largest(c) - low;
	if (range == 0u) {
		return vec3<u32>(0u);
	}
	return vec3<u32>(mulDiv(c.r - low, s, range), mulDiv(c.g - low, s, range), mulDiv(c.b - low, s, range));
}

fn aroundLum(channel: u32, middle: u32, l: u32, room: u32, span: u32) -> u32 {
	if (channel < middle) {
		return l - mulDiv(middle - channel, room, span);
	}
	return l + mulDiv(channel - middle, room, span);
}

// SetLum with its ClipColor. The channels' deviations from their luminosity are added to l, shrunk where one would leave
// 0 to 1; as they span at most 1.0, it cannot happen at both ends.
fn setLum(c: vec3<u32>, l: u32) -> vec3<u32> {
	let middle = lum(c);
	let below = middle - smallest(c);
	let above = largest(c) - middle;
	var room = 1u;
	var span = 1u;
	if (below > l) {
		room = l;
		span = below;
	} else if (above > ONE - l) {
		room = ONE - l;
		span = above;
	}
	return vec3<u32>(
		aroundLum(c.r, middle, l, room, span),
		aroundLum(c.g, middle, l, room, span),
		aroundLum(c.b, middle, l, room, span),
	);
}

fn blendNonSeparable(mode: u32, backdrop: vec3<u32>, source: vec3<u32>) -> vec3<u32> {
	switch (mode) {
		case HUE: { return setLum(setSat(source, sat(backdrop)), lum(backdrop)); }
		case SATURATION: { return setLum(setSat(backdrop, sat(source)), lum(backdrop)); }
		case COLOR: { return setLum(source, lum(backdrop)); }
		default: { return setLum(backdrop, lum(source)); }
	}
}

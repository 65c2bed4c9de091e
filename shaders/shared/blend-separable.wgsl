// Separable blend modes, W3C Compositing and Blending Level 1, section 10.1. Twin of src/gpu/reference/blend-separable.ts.
// All values are fixed point; b is the backdrop's and s the source's straight colour.

fn screen(b: u32, s: u32) -> u32 {
	return b + s - mul(b, s);
}

fn hardLight(b: u32, s: u32) -> u32 {
	if (s + s <= ONE) {
		return mul(b, s + s);
	}
	return screen(b, s + s - ONE);
}

fn colorDodge(b: u32, s: u32) -> u32 {
	if (b == 0u) {
		return 0u;
	}
	if (b >= ONE - s) {
		return ONE;
	}
	return mulDiv(b, ONE, ONE - s);
}

fn colorBurn(b: u32, s: u32) -> u32 {
	if (b == ONE) {
		return ONE;
	}
	if (ONE - b >= s) {
		return 0u;
	}
	return ONE - mulDiv(ONE - b, ONE, s);
}

fn softLight(b: u32, s: u32) -> u32 {
	if (s + s <= ONE) {
		return b - mul(ONE - s - s, mul(b, ONE - b));
	}
	// D(b) of the specification; its polynomial ((16 b - 12) b + 4) b with the positive terms first, so as never to go below 0.
	var d = 0u;
	if (b <= (ONE >> 2u)) {
		d = mul(4u * ONE + 16u * mul(b, b) - 12u * b, b);
	} else {
		d = squareRoot(b);
	}
	return b + mul(s + s - ONE, d - b);
}

// Blends one channel.
fn blendSeparable(mode: u32, b: u32, s: u32) -> u32 {
	switch (mode) {
		case MULTIPLY: { return mul(b, s); }
		case SCREEN: { return screen(b, s); }
		case OVERLAY: { return hardLight(s, b); }
		case DARKEN: { return min(b, s); }
		case LIGHTEN: { return max(b, s); }
		case COLOR_DODGE: { return colorDodge(b, s); }
		case COLOR_BURN: { return colorBurn(b, s); }
		case HARD_LIGHT: { return hardLight(b, s); }
		case SOFT_LIGHT: { return softLight(b, s); }
		case DIFFERENCE: { return max(b, s) - min(b, s); }
		case EXCLUSION: { return b + s - 2u * mul(b, s); }
		default: { return s; }
	}
}

// Fixed-point arithmetic of the compositors: 26 fractional bits in u32. Twin of src/gpu/reference/fixed.ts, which says why.

const ONE = 1u << 26u;

// a × b, rounded half up, for a ≤ 1.0; or a ≤ 4.0 and b ≤ 0.25. Products of 13-bit limbs: every sum below stays under 2^32.
fn mul(a: u32, b: u32) -> u32 {
	let a1 = a >> 13u;
	let a0 = a & 0x1fffu;
	let b1 = b >> 13u;
	let b0 = b & 0x1fffu;
	let cross = a1 * b0 + a0 * b1 + ((a0 * b0) >> 13u);
	return a1 * b1 + ((cross + 0x1000u) >> 13u);
}

// floor((a × b + floor(d / 2)) / d) for a, b, d ≤ ONE, d > 0. Long division, five bits of b at a time: 32 r + 31 a < 2^32.
fn mulDiv(a: u32, b: u32, d: u32) -> u32 {
	var quotient = 0u;
	var rest = 0u;
	for (var digit = 6u; digit > 0u; digit--) {
		let t = rest * 32u + a * ((b >> ((digit - 1u) * 5u)) & 31u);
		let q = t / d;
		quotient = quotient * 32u + q;
		rest = t - q * d;
	}
	return quotient + select(0u, 1u, rest + (d >> 1u) >= d);
}

// mulDiv(c, 255, alpha) in two steps, 255 = 15 × 17: straight 8-bit colour of a premultiplied channel, c ≤ alpha.
fn toByte(c: u32, alpha: u32) -> u32 {
	let t = c * 15u;
	let high = t / alpha;
	let u = (t - high * alpha) * 17u;
	let low = u / alpha;
	return high * 17u + low + select(0u, 1u, u - low * alpha + (alpha >> 1u) >= alpha);
}

// floor(sqrt(x)) in fixed point, x ≤ ONE: two bits of the 52-bit radicand x × ONE give one bit of the root.
fn squareRoot(x: u32) -> u32 {
	if (x == ONE) {
		return ONE;
	}
	var root = 0u;
	var rest = 0u;
	for (var step = 26u; step > 0u; step--) {
		rest = rest << 2u;
		if (step > 13u) {
			rest |= (x >> ((step - 14u) * 2u)) & 3u;
		}
		let trial = (root << 2u) | 1u;
		root = root << 1u;
		if (rest >= trial) {
			rest -= trial;
			root |= 1u;
		}
	}
	return root;
}

// An 8-bit value in fixed point: c / 255.
fn fromByte(c: u32) -> u32 {
	return c * 263172u + (c * 4u + 127u) / 255u;
}

// Alpha of a source pixel: 8-bit alpha times a layer's opacity (0 to 65,535).
fn foldOpacity(alpha: u32, opacity: u32) -> u32 {
	if (opacity == 65535u) {
		return fromByte(alpha);
	}
	return mulDiv(alpha * opacity, ONE, 255u * 65535u);
}

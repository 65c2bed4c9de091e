/** A result in the fragment of an address, which browsers never send to a server. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { TesseraError } from '../errors.ts';
import { parseSuiteResult, type SuiteResult } from './suite-result.ts';

const PREFIX = '#result=';
/** A result is some 3 KB of JSON; links of strangers may claim to be anything. */
const MOST_CHARACTERS = 64 * 1024;
const MOST_BYTES = 512 * 1024;

/** @returns the fragment, `#` included: deflated JSON in base64url (RFC 4648, 5) */
export function resultFragment(result: SuiteResult): string {
	const bytes = deflateSync(strToU8(JSON.stringify(result)), { level: 9 });
	const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
	return PREFIX + base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * @returns undefined for a fragment that holds no result
 * @throws TesseraError `benchmark-unreadable` for one that holds a damaged one
 */
export function resultFromFragment(fragment: string): SuiteResult | undefined {
	if (!fragment.startsWith(PREFIX)) return undefined;
	let json: unknown;
	try {
		json = JSON.parse(strFromU8(inflate(fragment.slice(PREFIX.length))));
	} catch (cause) {
		throw new TesseraError(
			{
				code: 'benchmark-unreadable',
				message: 'The address holds a benchmark result that is cut off or damaged.',
				hint: 'Copy the whole link again.',
			},
			{ cause },
		);
	}
	return parseSuiteResult(json, 'the link');
}

function inflate(base64url: string): Uint8Array {
	if (base64url.length > MOST_CHARACTERS) throw new RangeError('too long');
	const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
	const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
	const parts: Uint8Array[] = [];
	let bytes = 0;
	let isWhole = false;
	const stream = new Inflate((part, isLast) => {
		parts.push(part);
		bytes += part.length;
		isWhole ||= isLast;
	});
	// In small steps, each at most a thousandfold, so that what unpacks to gigabytes is stopped early.
	for (let at = 0; at < packed.length; at += 256) {
		stream.push(packed.subarray(at, at + 256), at + 256 >= packed.length);
		if (bytes > MOST_BYTES) throw new RangeError('too large');
	}
	if (!isWhole) throw new RangeError('cut off');
	const whole = new Uint8Array(bytes);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

import { after } from '../../engine/run/resource-counters.ts';
import { createUrl, revokeUrl } from '../controls/object-url.ts';

/**
 * A stream that ends as a download. The browser collects the parts in a Blob, which it keeps on disk when it is large, and
 * saves it once the stream is closed; a stream that is aborted saves nothing.
 */
export function saveStream(fileName: string): WritableStream<Uint8Array> {
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
	new Response(readable).blob().then(
		(file) => download(file, fileName),
		() => undefined,
	);
	return writable;
}

function download(file: Blob, fileName: string): void {
	const url = createUrl(file);
	const link = document.createElement('a');
	link.href = url;
	link.download = fileName;
	link.click();
	// The browser has taken the Blob by then; a URL revoked at once would cancel the download in some.
	after(60_000, () => revokeUrl(url));
}

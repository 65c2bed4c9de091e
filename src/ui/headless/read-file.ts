/** Reads a file that the command line serves; it has made sure that the file can be read. */
export async function readFile(url: string): Promise<Blob> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
	return response.blob();
}

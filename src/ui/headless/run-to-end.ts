import type { RunRequest, RunSnapshot } from '../../engine/run/run.ts';
import type { RunClient } from '../run/run-client.ts';

/** Starts a run and resolves with its last snapshot, which may say that it failed or was cancelled. */
export function runToEnd(
	client: RunClient,
	request: RunRequest,
	onProgress: (snapshot: RunSnapshot) => void,
): Promise<RunSnapshot> {
	return new Promise((done) => {
		const unsubscribe = client.onSnapshot((snapshot) => {
			if (snapshot.id !== request.id) return;
			onProgress(snapshot);
			if (snapshot.state === 'finished' || snapshot.state === 'cancelled' || snapshot.state === 'failed') {
				unsubscribe();
				done(snapshot);
			}
		});
		client.start(request);
	});
}

/** The browser is killed in the middle of runs; the full test is `npm run test:kill`. */
import { expect, test } from '@playwright/test';
import { runKillRounds } from '../../scripts/lib/kill-rounds.mjs';

test('a run survives the death of its browser, and ends with the same files', async () => {
	const said: string[] = [];
	const held = await runKillRounds({ rounds: 2, count: 300, size: 96, say: (line) => said.push(line) });
	expect(held, said.join('\n')).toBe(2);
});

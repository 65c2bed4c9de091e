import { describe, expect, it } from 'vitest';
import { PartCollector } from '../../../src/engine/run/part-collector.ts';

describe('PartCollector', () => {
	it('gives the parts of a batch in part order, whoever comes first', async () => {
		const collector = new PartCollector<string>(2);
		collector.add(0, 1, 'b');
		const first = collector.take(0);
		const second = collector.take(1);
		collector.add(1, 0, 'c');
		collector.add(0, 0, 'a');
		collector.add(1, 1, 'd');
		expect(await first).toEqual(['a', 'b']);
		expect(await second).toEqual(['c', 'd']);
	});

	it('has a batch ready that was complete before it was asked for', async () => {
		const collector = new PartCollector<number>(1);
		collector.add(3, 0, 9);
		expect(await collector.take(3)).toEqual([9]);
	});
});

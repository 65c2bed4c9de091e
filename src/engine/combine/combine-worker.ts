/** The combination engine as a worker; see `combine-protocol.ts` for what it understands. */
import type { FromCombine, ToCombine } from './combine-protocol.ts';
import { CombineService } from './combine-service.ts';

const service = new CombineService((message: FromCombine, transfer) => self.postMessage(message, { transfer }));

self.addEventListener('message', ({ data }: MessageEvent<ToCombine>) => service.receive(data));

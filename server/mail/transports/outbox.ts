import { sleep } from '../../lib/clock.ts';
import type { Transport } from '../transport.ts';
import type { OutboxRepository } from './outbox.repository.ts';
import { pastDeadline } from './past-deadline.ts';

/** As long as a provider gets to answer. */
const longestMs = 10_000;

/** An inbox page instead of a provider. It takes an id once, so an unknown outcome can be looked up and sent again. */
export const createOutboxTransport = (
  outbox: Pick<OutboxRepository, 'put' | 'has'>,
  timeoutMs = longestMs,
): Transport => ({
  key: 'outbox',
  send: async (mail, beforeWrite) => {
    if (!beforeWrite()) return pastDeadline;
    const late = new AbortController();
    try {
      const reply = await Promise.race([
        outbox.put(mail),
        sleep(timeoutMs, late.signal).then(() => 'timeout' as const),
      ]);
      return reply === 'timeout' ? { kind: 'unknown', reason: 'timeout' } : { kind: 'accepted' };
    } catch {
      return { kind: 'unknown', reason: 'outbox_unreachable' };
    } finally {
      late.abort();
    }
  },
  lookUp: (id) => outbox.has(id),
  close: () => Promise.resolve(),
});

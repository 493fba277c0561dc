import type { Transport } from '../transport.ts';
import type { OutboxRepository } from './outbox.repository.ts';
import { pastDeadline } from './past-deadline.ts';

/** An inbox page instead of a provider. It takes an id once, so an unknown outcome can be looked up and sent again. */
export const createOutboxTransport = (outbox: Pick<OutboxRepository, 'put' | 'has'>): Transport => ({
  key: 'outbox',
  send: async (mail, beforeWrite) => {
    if (!beforeWrite()) return pastDeadline;
    try {
      await outbox.put(mail);
      return { kind: 'accepted' };
    } catch {
      return { kind: 'unknown', reason: 'outbox_unreachable' };
    }
  },
  lookUp: (id) => outbox.has(id),
  close: () => Promise.resolve(),
});

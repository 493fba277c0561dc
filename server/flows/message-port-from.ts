import { allSteps } from '../engine/cursor.ts';
import type { MessageId } from '../lib/brand.ts';
import { coalesce } from '../lib/coalesce.ts';
import type { Caps } from '../mail/ledger/cap.repository.ts';
import type { Ledger } from '../mail/ledger/ledger.ts';
import type { Messages } from '../mail/ledger/messages.repository.ts';
import { messageIdOf } from '../mail/message-id.ts';
import type { MessagePort } from './reactor-deps.ts';

interface Ledgers {
  readonly messages: Pick<Messages, 'cancelScheduledOf'>;
  readonly rows: Pick<Ledger, 'read'>;
  readonly caps: Pick<Caps, 'release'>;
}

/** Mail's ledger, as flows ask it. */
export const createMessagePort = ({ messages, rows, caps }: Ledgers): MessagePort => {
  const hasAny = coalesce(async (_lane: 'all', asked: readonly (readonly MessageId[])[]) => {
    const found = await rows.read(asked.flat());
    return (ids: readonly MessageId[]) => ids.some((id) => found.has(id));
  });
  return {
    cancelScheduled: async (shop, enrollments) => {
      const cancelled = await messages.cancelScheduledOf(shop, enrollments);
      const places = cancelled.map(({ id, contact }) => ({ contact, message: id }));
      if (places.length > 0) await caps.release(shop, places);
    },
    hasMessage: async ({ id }, program) => {
      const mails = allSteps(program.steps).filter(({ key }) => key === 'send-email');
      return hasAny(
        'all',
        mails.map((step) => messageIdOf(id, step.id)),
      );
    },
  };
};

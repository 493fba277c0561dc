import { allSteps } from '../engine/cursor.ts';
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
export const createMessagePort = ({ messages, rows, caps }: Ledgers): MessagePort => ({
  cancelScheduled: async (shop, enrollments) => {
    const cancelled = await messages.cancelScheduledOf(shop, enrollments);
    const places = cancelled.map(({ id, contact }) => ({ contact, message: id }));
    if (places.length > 0) await caps.release(shop, places);
  },
  hasMessage: async ({ id }, program) => {
    const mails = allSteps(program.steps).filter(({ key }) => key === 'send-email');
    return (await rows.read(mails.map((step) => messageIdOf(id, step.id)))).size > 0;
  },
});

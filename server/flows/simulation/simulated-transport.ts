import type { MessageId } from '../../lib/brand.ts';
import type { MailComposer } from '../../mail/send/send-ports.ts';
import type { SendOutcome, Transport } from '../../mail/transport.ts';
import type { Journal, JournalLineOf } from './journal-line.ts';

const outcomeOf = ({ outcome, reason = 'rejected' }: JournalLineOf<'send'>): SendOutcome => {
  switch (outcome) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'failed':
      return { kind: 'rejected', reason };
    case 'unknown':
      return { kind: 'unknown', reason };
  }
};

/** Nothing leaves: it answers what the provider answered then, and yes to what it was never asked. */
export const createSimulatedTransport = ({ lines }: Pick<Journal, 'lines'>): Transport => {
  const answers = new Map<MessageId, SendOutcome>(
    lines.flatMap((line) => (line.kind === 'send' ? [[line.message, outcomeOf(line)] as const] : [])),
  );
  return {
    key: 'outbox',
    send: async (mail, beforeWrite) => {
      beforeWrite();
      return answers.get(mail.messageId) ?? { kind: 'accepted' };
    },
    close: async () => {},
  };
};

/** An envelope without a letter: nothing that a letter says decides anything. */
export const simulatedComposer: MailComposer = {
  prepare: async () => {},
  compose: async ({ message, shop, recipient, enrollment, flowKey, now }) => ({
    messageId: message,
    shop: shop.id,
    from: shop.sender,
    to: { address: recipient.address ?? '' },
    subject: '',
    html: '',
    text: '',
    headers: {},
    flowKey,
    step: enrollment.step,
    sentAt: now,
  }),
};

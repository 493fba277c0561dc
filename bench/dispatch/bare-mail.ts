import type { Enrollment } from '../../server/engine/enrollment.ts';
import type { Recipient } from '../../server/mail/gate/gate-facts-port.ts';
import type { MailContent } from '../../server/mail/flow-port.ts';
import type { ComposeInput } from '../../server/mail/send/send-ports.ts';
import type { Shop } from '../../server/shop/shop.ts';
import { messageIdOf } from '../../server/mail/message-id.ts';
import { flowKey } from './world.ts';

/** Everything one mail takes, in one document: a baseline that has to look nothing up. */
export interface BareMail {
  readonly enrollment: Enrollment;
  readonly recipient: Recipient;
  readonly content: MailContent;
}

export interface BareMailRow extends BareMail {
  _id: string;
  state: 'due' | 'sending' | 'accepted';
  dueAt: Date;
}

export const bareMails = 'bare_mails';
export const agendaJob = 'send-mail';

const step = 'checkout-1';

export const composeInputOf = (
  { enrollment, recipient, content }: BareMail,
  shop: Shop,
  now: Date,
): ComposeInput => ({
  message: messageIdOf(enrollment.id, step),
  shop,
  recipient,
  enrollment: { ...enrollment, step },
  flowKey,
  args: { template: step },
  content,
  now,
});

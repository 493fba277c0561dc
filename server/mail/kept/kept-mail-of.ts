import type { ComposeInput } from '../send/send-ports.ts';
import { sendEmailArgs } from '../send/send-email.step.ts';
import { boundContent } from '../compose/bound-content.ts';
import type { OutgoingMail } from '../transport.ts';
import { keptContentSchema } from './kept-mail.ts';
import type { KeptMail } from './kept-mail.ts';

/** As text; a mail of fifteen lines has a tenth of it. Addresses may be of any length, and what is larger is not kept. */
export const mostKeptBytes = 32_768;

/** Undefined where a mail can't be printed again: no compiled form, or more content than is kept. */
export const keptMailOf = (input: ComposeInput, mail: OutgoingMail): KeptMail | undefined => {
  if (mail.compiled === undefined) return undefined;
  const content = keptContentSchema.safeParse(boundContent(input.content));
  if (!content.success || JSON.stringify(content.data).length > mostKeptBytes) return undefined;
  const { subject } = sendEmailArgs.parse(input.args);
  const { firstName, lastName } = input.recipient;
  return {
    message: mail.messageId,
    shop: mail.shop,
    contact: input.recipient.contact,
    compiled: mail.compiled,
    subject,
    content: content.data,
    recipient: { firstName, lastName },
    from: mail.from,
    replyTo: mail.replyTo,
    to: mail.to,
    flowKey: mail.flowKey,
    step: mail.step,
    sentAt: mail.sentAt,
  };
};

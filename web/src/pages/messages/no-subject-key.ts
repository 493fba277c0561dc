import type { MessageStatusWord } from '../../../../server/mail/message.contract.ts';

const over: readonly MessageStatusWord[] = ['skipped', 'cancelled', 'failed'];

/** A mail is written right before it is sent: one that was stopped earlier has no subject, and never will. */
export const noSubjectKey = (status: MessageStatusWord): string =>
  over.includes(status) ? 'messages.neverWritten' : 'messages.noSubject';

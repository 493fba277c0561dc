import { createTransport } from 'nodemailer';
import type { OutgoingMail, SendOutcome, Transport } from '../transport.ts';
import { pastDeadline } from './past-deadline.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly timeoutMs?: number | undefined;
  readonly connections?: number | undefined;
}

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const word = (error: unknown, name: string): string => {
  const value = field(error, name);
  return typeof value === 'string' ? value : '';
};

const earlyCommands = new Set(['EHLO', 'HELO', 'LHLO', 'STARTTLS', 'MAIL FROM', 'RCPT TO']);
const earlyCodes = new Set(['EDNS', 'ETLS', 'EAUTH']);
const earlyTimeouts = new Set(['CONNECTION_TIMEOUT', 'GREETING_TIMEOUT', 'DNS_TIMEOUT']);

/** Only what can be shown to have ended before the content counts: a socket's timeout is told as `CONN` whenever it happens. */
const endedEarly = (error: unknown): boolean =>
  earlyCommands.has(word(error, 'command')) ||
  earlyCodes.has(word(error, 'code')) ||
  earlyTimeouts.has(word(error, 'timeoutType')) ||
  word(error, 'syscall') === 'connect';

/** A complete answer settles it; silence before the content means it did not leave, after it nobody knows. */
const outcomeOf = (error: unknown): SendOutcome => {
  const status = Number(field(error, 'responseCode') ?? 0);
  const code = word(error, 'code');
  if (status >= 500 && code !== 'EAUTH') return { kind: 'rejected', reason: `smtp_${status}` };
  if (status >= 400) return { kind: 'not-sent', reason: `smtp_${status}` };
  const reason = code === '' ? 'smtp_failed' : code.toLowerCase();
  return endedEarly(error) ? { kind: 'not-sent', reason } : { kind: 'unknown', reason };
};

const messageOf = (mail: OutgoingMail): object => {
  const { 'Message-ID': messageId, ...headers } = mail.headers;
  return {
    messageId,
    headers,
    from: { name: mail.from.name, address: mail.from.address },
    to: { name: mail.to.name ?? '', address: mail.to.address },
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: mail.sentAt,
    // Nothing of a mail is ever read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
};

export const createSmtpTransport = ({ url, timeoutMs = 10_000, connections = 8 }: SmtpOptions): Transport => {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    connectionTimeout: 1000,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  // A pool tells of broken idle connections; the mails that were on them tell it themselves.
  pool.on('error', () => undefined);
  return {
    key: 'smtp',
    send: async (mail, beforeWrite) => {
      if (!beforeWrite()) return pastDeadline;
      try {
        const sent: unknown = await pool.sendMail(messageOf(mail));
        const id = field(sent, 'messageId');
        return { kind: 'accepted', providerMessageId: typeof id === 'string' ? id : undefined };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => {
      pool.close();
      return Promise.resolve();
    },
  };
};

import { createTransport } from 'nodemailer';
import type { OutgoingMail, SendOutcome, Transport } from '../transport.ts';
import { pastDeadline } from './past-deadline.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly timeoutMs?: number | undefined;
  readonly connections?: number | undefined;
}

interface SmtpFailure {
  readonly code: string;
  readonly command: string;
  readonly status: number;
}

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const failureOf = (error: unknown): SmtpFailure => {
  const [code, command, status] = ['code', 'command', 'responseCode'].map((name) => field(error, name));
  return {
    code: typeof code === 'string' ? code : 'ESMTP',
    command: typeof command === 'string' ? command : '',
    status: typeof status === 'number' ? status : 0,
  };
};

/** A complete 4xx or 5xx answer settles it; silence before the content means it did not leave, after it nobody knows. */
const outcomeOf = (error: unknown): SendOutcome => {
  const { code, command, status } = failureOf(error);
  if (status === 421 || status === 450 || status === 451 || status === 452)
    return { kind: 'not-sent', reason: `smtp_${status}` };
  if (status >= 500 && code === 'EAUTH') return { kind: 'not-sent', reason: 'smtp_auth' };
  if (status >= 500) return { kind: 'rejected', reason: `smtp_${status}` };
  if (status >= 400) return { kind: 'not-sent', reason: `smtp_${status}` };
  const beforeContent = ['CONN', 'EHLO', 'HELO', 'STARTTLS', 'MAIL FROM', 'RCPT TO'].includes(command);
  const refused = ['ECONNREFUSED', 'EDNS', 'ENOTFOUND', 'EHOSTUNREACH', 'ETLS', 'EAUTH'].includes(code);
  return beforeContent || refused
    ? { kind: 'not-sent', reason: code.toLowerCase() }
    : { kind: 'unknown', reason: code.toLowerCase() };
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

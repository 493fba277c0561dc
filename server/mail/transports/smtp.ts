import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { EncoreError } from '../../lib/errors.ts';
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

/** A complete answer settles it; silence before the content means it did not leave, after it nobody knows. */
const outcomeOf = (error: unknown, contentBegan: boolean): SendOutcome => {
  const status = Number(field(error, 'responseCode') ?? 0);
  const code = word(error, 'code');
  if (status >= 500 && code !== 'EAUTH') return { kind: 'rejected', reason: `smtp_${status}` };
  if (status >= 400) return { kind: 'not-sent', reason: `smtp_${status}` };
  const reason = code === '' ? 'smtp_failed' : code.toLowerCase();
  return contentBegan ? { kind: 'unknown', reason } : { kind: 'not-sent', reason };
};

/** `no`: the content was about to be written and was not. */
type Look = 'not-yet' | 'yes' | 'no';

interface Writing {
  look: Look;
  lastLook(): boolean;
}

const writingWith = (beforeWrite: () => boolean): Writing => {
  const writing: Writing = {
    look: 'not-yet',
    lastLook: () => {
      writing.look = beforeWrite() ? 'yes' : 'no';
      return writing.look === 'yes';
    },
  };
  return writing;
};

/** Runs when the content is first asked for: the far side has said 354, and the next thing written is the mail. */
const contentOf = async function* (content: AsyncIterable<unknown>, lastLook: () => boolean) {
  // An error instead of content ends the connection without the final dot, so the far side drops what it has.
  if (!lastLook()) throw new EncoreError('internal_error', { message: 'past the deadline' });
  yield* content;
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
    encoreMessage: mail.messageId,
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
  // A mail may wait for a connection, and the far side may take its time with the envelope: the last look is behind both.
  const underWay = new Map<unknown, Writing>();
  pool.use('stream', ({ message, data }, done) => {
    const writing = underWay.get(Reflect.get(data, 'encoreMessage'));
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      Readable.from(contentOf(create(options), () => writing?.lastLook() === true));
    done();
  });
  return {
    key: 'smtp',
    send: async (mail, beforeWrite) => {
      const writing = writingWith(beforeWrite);
      underWay.set(mail.messageId, writing);
      try {
        const sent: unknown = await pool.sendMail(messageOf(mail));
        const id = field(sent, 'messageId');
        return { kind: 'accepted', providerMessageId: typeof id === 'string' ? id : undefined };
      } catch (error) {
        return writing.look === 'no' ? pastDeadline : outcomeOf(error, writing.look === 'yes');
      } finally {
        underWay.delete(mail.messageId);
      }
    },
    close: () => {
      pool.close();
      return Promise.resolve();
    },
  };
};

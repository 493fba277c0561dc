import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { EncoreError } from '../../lib/errors.ts';
import type { OutgoingMail, Transport } from '../transport.ts';
import { pastDeadline } from './past-deadline.ts';
import { smtpOutcome } from './smtp-outcome.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  /** From the call, a wait for a connection included, to the last byte of the answer. */
  readonly timeoutMs?: number | undefined;
  readonly connections?: number | undefined;
}

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

/** Listening to its chunks costs a third of what iterating over them does. */
const wholeOf = (source: Readable): Promise<Buffer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  source.on('data', (chunk: Buffer) => chunks.push(chunk));
  source.once('end', () => resolve(Buffer.concat(chunks)));
  source.once('error', reject);
  return promise;
};

/**
 * Asked for its content when the far side has said 354 to DATA; the next thing written is the mail, which is whole by
 * then. Nothing is waited for between the look and the first byte.
 */
const contentOf = (whole: Promise<Buffer>, lastLook: () => boolean): Readable => {
  const stream = new Readable({
    read: () => {
      whole.then(
        (content) => {
          if (lastLook()) {
            stream.push(content);
            stream.push(null);
          } else {
            // Ends the connection without the final dot, so the far side drops what it has.
            stream.destroy(new EncoreError('internal_error', { message: 'past the deadline' }));
          }
        },
        (cause: unknown) => stream.destroy(new EncoreError('internal_error', { cause })),
      );
    },
  });
  return stream;
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
    message.createReadStream = (options) => {
      // Begun as the dialogue begins, so that it is finished while the far side looks at the envelope.
      const whole = wholeOf(create(options));
      whole.catch(() => undefined);
      return Readable.from(
        contentOf(whole, () => writing?.lastLook() === true),
        { objectMode: false },
      );
    };
    done();
  });
  return {
    key: 'smtp',
    send: async (mail, beforeWrite) => {
      const writing = writingWith(beforeWrite);
      underWay.set(mail.messageId, writing);
      try {
        // The sockets' own timers begin anew with every byte; a far side that trickles would never end.
        const signal = AbortSignal.timeout(timeoutMs);
        const { messageId } = await pool.sendMail({ ...messageOf(mail), signal });
        return { kind: 'accepted', providerMessageId: messageId };
      } catch (error) {
        return writing.look === 'no' ? pastDeadline : smtpOutcome(error, writing.look === 'yes');
      } finally {
        underWay.delete(mail.messageId);
      }
    },
    close: () => {
      pool.close({ force: true });
      return Promise.resolve();
    },
  };
};

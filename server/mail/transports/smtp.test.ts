import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { asMessageId } from '../../lib/brand.ts';
import { aMail } from '../../testing/mail/mail-builders.ts';
import { createSmtpTransport } from './smtp.ts';
import { transportBattery } from './transport.battery.ts';
import type { Arrived } from './transport.battery.ts';

interface SmtpDouble {
  readonly url: string;
  readonly arrived: Arrived[];
  close(): Promise<void>;
}

const headerText = (raw: string): Record<string, string> =>
  Object.fromEntries(
    raw
      .slice(0, raw.indexOf('\r\n\r\n'))
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );

const startSmtpDouble = async (): Promise<SmtpDouble> => {
  const arrived: Arrived[] = [];
  const refuse = (code: number): Error => Object.assign(new Error('no'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('bounce@')) return done(refuse(550));
      return address.startsWith('busy@') ? done(refuse(450)) : done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        simpleParser(raw, (_error, mail) => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          if (to.startsWith('silent@')) return;
          arrived.push({
            from: mail.from?.value[0]?.address ?? '',
            to,
            subject: mail.subject ?? '',
            html: String(mail.html),
            text: mail.text ?? '',
            headers: headerText(raw),
          });
          done();
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

describe('the SMTP transport', () => {
  transportBattery(async () => {
    const double = await startSmtpDouble();
    return {
      transport: createSmtpTransport({ url: double.url }),
      arrived: () => Promise.resolve(double.arrived),
      close: () => double.close(),
    };
  });

  let double: SmtpDouble;
  beforeAll(async () => {
    double = await startSmtpDouble();
  });
  afterAll(() => double.close());

  it.each([
    ['bounce@example.com', 'rejected'],
    ['busy@example.com', 'not-sent'],
    ['silent@example.com', 'unknown'],
  ])('knows what became of a mail to %s: %s', async (address, kind) => {
    const transport = createSmtpTransport({ url: double.url, timeoutMs: 400 });

    const outcome = await transport.send(
      aMail({ messageId: asMessageId('x.y'), to: { address } }),
      () => true,
    );

    expect(outcome.kind).toBe(kind);
    await transport.close();
  });

  it('says that a refused connection did not leave', async () => {
    const transport = createSmtpTransport({ url: 'smtp://127.0.0.1:1' });

    const outcome = await transport.send(aMail(), () => true);

    expect(outcome.kind).toBe('not-sent');
    await transport.close();
  });

  it('looks after the wait for a connection, right before the content', async () => {
    const transport = createSmtpTransport({ url: double.url, connections: 1 });
    const before = double.arrived.length;
    const seen: number[] = [];
    const send = (id: string) =>
      transport.send(aMail({ messageId: asMessageId(id) }), () => {
        seen.push(double.arrived.length - before);
        return true;
      });

    await Promise.all([send('first.y'), send('second.y'), send('third.y')]);

    expect(seen).toEqual([0, 1, 2]);
    await transport.close();
  });

  it('breaks off before the content when the last look says no, and goes on with the next mail', async () => {
    const transport = createSmtpTransport({ url: double.url, connections: 1 });
    const before = double.arrived.length;

    const outcomes = await Promise.all([
      transport.send(aMail({ messageId: asMessageId('late.y') }), () => false),
      transport.send(aMail({ messageId: asMessageId('next.y') }), () => true),
    ]);

    expect(outcomes).toMatchObject([{ kind: 'not-sent', reason: 'past_deadline' }, { kind: 'accepted' }]);
    expect(double.arrived).toHaveLength(before + 1);
    await transport.close();
  });
});

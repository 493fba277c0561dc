import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { asMessageId } from '../../lib/brand.ts';
import { aMail } from '../../testing/mail/mail-builders.ts';
import { startSmtpDouble } from '../../testing/mail/smtp-double.ts';
import type { SmtpDouble, TakenMail } from '../../testing/mail/smtp-double.ts';
import { illTransportBattery } from './ill-transport.battery.ts';
import { createSmtpTransport } from './smtp.ts';
import { transportBattery } from './transport.battery.ts';
import type { Arrived } from './transport.battery.ts';

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

const arrivedOf = async ({ to, raw }: TakenMail): Promise<Arrived> => {
  const mail = await simpleParser(raw);
  return {
    from: mail.from?.value[0]?.address ?? '',
    to,
    subject: mail.subject ?? '',
    html: String(mail.html),
    text: mail.text ?? '',
    headers: headerText(raw),
  };
};

const urlOf = ({ port }: SmtpDouble): string => `smtp://encore:secret@127.0.0.1:${port}`;

describe('the SMTP transport', () => {
  transportBattery(async () => {
    const double = await startSmtpDouble();
    return {
      transport: createSmtpTransport({ url: urlOf(double) }),
      arrived: () => Promise.all(double.taken.map(arrivedOf)),
      close: () => double.close(),
    };
  });
});

describe('the SMTP transport, with a far side that is', () => {
  illTransportBattery({
    open: async () => {
      const double = await startSmtpDouble();
      const elsewhere = { 'nobody listens': 'smtp://127.0.0.1:1', 'no such name': 'smtp://nowhere.invalid' };
      return {
        transport: createSmtpTransport({ url: urlOf(double), timeoutMs: 1000 }),
        fallIll: double.fallIll,
        taken: async (id) => double.taken.filter(({ raw }) => raw.includes(`<${id}@lumen.example>`)).length,
        heardContent: double.heardContent,
        at: (address) =>
          createSmtpTransport({
            url: address === 'no TLS' ? `smtps://127.0.0.1:${double.port}` : elsewhere[address],
            timeoutMs: 2000,
          }),
        close: double.close,
      };
    },
    lacks: { 'asking to wait, and until when': 'SMTP has no word for a time' },
  });
});

describe('the SMTP transport, with a far side that takes two connections', () => {
  it('puts back what it has no connection for, and knows of each mail what became of it', async () => {
    const double = await startSmtpDouble({ maxClients: 2 });
    const transport = createSmtpTransport({ url: urlOf(double), connections: 6 });
    const ids = Array.from({ length: 24 }, (_, index) => asMessageId(`crowd${index}.y`));

    const outcomes = await Promise.all(
      ids.map((messageId) => transport.send(aMail({ messageId }), () => true)),
    );

    const counted = new Map(
      [...Map.groupBy(outcomes, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]),
    );
    expect([...counted.keys()].toSorted()).toEqual(['accepted', 'not-sent']);
    expect(double.taken).toHaveLength(counted.get('accepted') ?? 0);
    const refused = outcomes.filter(({ kind }) => kind === 'not-sent');
    expect(refused).toEqual(
      refused.map(() => expect.objectContaining({ reason: 'rate_limited', slows: 'account' })),
    );
    await transport.close();
    await double.close();
  });
});

describe('the last look of the SMTP transport', () => {
  let double: SmtpDouble;
  beforeAll(async () => {
    double = await startSmtpDouble();
  });
  afterAll(() => double.close());

  it('stands after the wait for a connection, right before the content', async () => {
    const transport = createSmtpTransport({ url: urlOf(double), connections: 1 });
    const before = double.taken.length;
    const seen: number[] = [];
    const send = (id: string) =>
      transport.send(aMail({ messageId: asMessageId(id) }), () => {
        seen.push(double.taken.length - before);
        return true;
      });

    await Promise.all([send('first.y'), send('second.y'), send('third.y')]);

    expect(seen).toEqual([0, 1, 2]);
    await transport.close();
  });

  it('stands after the far side has taken sender and recipient and said that it waits for the content', async () => {
    const said: string[] = [];
    const server = createServer((socket) => {
      socket.write('220 mail.example\r\n');
      socket.on('error', () => undefined);
      let inContent = false;
      socket.on('data', (chunk: Buffer) => {
        const line = inContent ? 'content' : (chunk.toString().split(/[ \r]/, 1)[0] ?? '');
        said.push(line);
        if (inContent && !chunk.toString().endsWith('\r\n.\r\n')) return;
        inContent = line === 'DATA';
        socket.write(line === 'DATA' ? '354 go on\r\n' : '250 fine\r\n');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const transport = createSmtpTransport({ url: `smtp://127.0.0.1:${port}` });
    let atLook: readonly string[] = [];

    const outcome = await transport.send(aMail(), () => {
      atLook = [...said];
      return true;
    });

    expect(outcome.kind).toBe('accepted');
    expect(atLook).toEqual(['EHLO', 'MAIL', 'RCPT', 'DATA']);
    await transport.close();
    server.close();
  });

  it('breaks off before the content when it says no, and goes on with the next mail', async () => {
    const transport = createSmtpTransport({ url: urlOf(double), connections: 1 });
    const before = double.taken.length;

    const outcomes = await Promise.all([
      transport.send(aMail({ messageId: asMessageId('late.y') }), () => false),
      transport.send(aMail({ messageId: asMessageId('next.y') }), () => true),
    ]);

    expect(outcomes).toMatchObject([{ kind: 'not-sent', reason: 'past_deadline' }, { kind: 'accepted' }]);
    expect(double.taken).toHaveLength(before + 1);
    await transport.close();
  });
});

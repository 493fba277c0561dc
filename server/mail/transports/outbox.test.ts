import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asMessageId, asShopId } from '../../lib/brand.ts';
import { aMail, lumen } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { sleep } from '../../lib/clock.ts';
import type { IllnessName } from './ill-far-side.ts';
import { illTransportBattery } from './ill-transport.battery.ts';
import { createOutboxRepository } from './outbox.repository.ts';
import type { OutboxRepository } from './outbox.repository.ts';
import { createOutboxTransport } from './outbox.ts';
import { transportBattery } from './transport.battery.ts';

const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('the outbox transport', () => {
  transportBattery(async () => {
    const database = await testDatabase('outbox battery');
    const outbox = createOutboxRepository(database.connection);
    return {
      transport: createOutboxTransport(outbox),
      arrived: async () =>
        (await outbox.list(lumen)).map((mail) => ({
          from: mail.from.address,
          to: mail.to.address,
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: lowered(mail.headers),
        })),
      close: () => database.drop(),
    };
  });
});

const mustAnswer =
  'the outbox is a collection of ours: its database takes a mail or is lost, and says no more';

describe('the outbox transport, with a database that is', () => {
  illTransportBattery({
    open: async () => {
      const database = await testDatabase('ill outbox');
      const outbox = createOutboxRepository(database.connection);
      let illness: IllnessName = 'well';
      let heard = false;
      const forever = (): Promise<boolean> => new Promise(() => undefined);
      const takes = new Set<IllnessName>([
        'taking the mail and saying nothing',
        'taking the mail and hanging up',
      ]);
      const ill: Pick<OutboxRepository, 'put' | 'has'> = {
        has: outbox.has,
        put: async (mail) => {
          heard = true;
          if (illness === 'well') return outbox.put(mail);
          if (illness === 'slow to answer') await sleep(100);
          if (illness === 'slow to answer' || takes.has(illness)) await outbox.put(mail);
          if (illness === 'slow to answer') return true;
          return illness.endsWith('hanging up') || illness.startsWith('hanging up')
            ? Promise.reject(new Error('the connection is gone'))
            : forever();
        },
      };
      return {
        transport: createOutboxTransport(ill, 1000),
        fallIll: (next) => {
          [illness, heard] = [next, false];
        },
        taken: async (id) => ((await outbox.has(id)) ? 1 : 0),
        heardContent: () => heard,
        at: () => createOutboxTransport(outbox),
        close: () => database.drop(),
      };
    },
    lacks: {
      'asking to wait, and until when': mustAnswer,
      'asking to wait': mustAnswer,
      'failing with a whole answer': mustAnswer,
      'unavailable with a whole answer': mustAnswer,
      'failing with half an answer': mustAnswer,
      'silent when it is called': mustAnswer,
      'trickling its answer': mustAnswer,
      'taking the mail with half an answer': mustAnswer,
      'refusing this mail': mustAnswer,
      'putting this mail off': mustAnswer,
      'finding the mail too large': mustAnswer,
      'refusing the key': 'there is no key',
      'refusing the sender': mustAnswer,
      'nobody listens': 'it has no address of its own',
      'no such name': 'it has no address of its own',
      'no TLS': 'it has no address of its own',
    },
    canLookUp: true,
  });
});

describe('the outbox', () => {
  let database: TestDatabase;
  let outbox: OutboxRepository;
  beforeAll(async () => {
    database = await testDatabase('outbox');
    outbox = createOutboxRepository(database.connection);
    await outbox.ensureIndexes();
  });
  afterAll(() => database.drop());

  it('takes a message id once and can be asked for it', async () => {
    const transport = createOutboxTransport(outbox);
    const id = asMessageId('twice.checkout-1');

    const first = await transport.send(aMail({ messageId: id }), () => true);
    const again = await transport.send(aMail({ messageId: id, subject: 'again' }), () => true);

    expect([first.kind, again.kind]).toEqual(['accepted', 'accepted']);
    expect((await outbox.find(lumen, id))?.subject).toBe(aMail().subject);
    expect(await transport.lookUp?.(id)).toBe(true);
    expect(await transport.lookUp?.(asMessageId('never.checkout-1'))).toBe(false);
  });

  it('lists the newest last, and only to the shop itself', async () => {
    const shop = asShopId('other.myshopify.com');
    const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 12, minute));
    await outbox.put(aMail({ shop, messageId: asMessageId('late.a'), sentAt: at(5) }));
    await outbox.put(aMail({ shop, messageId: asMessageId('early.a'), sentAt: at(1) }));

    const listed = await outbox.list(shop);

    expect(listed.map(({ id }) => id)).toEqual(['early.a', 'late.a']);
    expect(await outbox.find(shop, asMessageId('twice.checkout-1'))).toBeNull();
  });

  it('leaves the outcome open when the database does not answer', async () => {
    const transport = createOutboxTransport({
      put: () => Promise.reject(new Error('gone')),
      has: () => Promise.resolve(false),
    });

    const outcome = await transport.send(aMail(), () => true);

    expect(outcome.kind).toBe('unknown');
  });
});

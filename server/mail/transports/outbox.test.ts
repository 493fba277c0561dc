import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asMessageId, asShopId } from '../../lib/brand.ts';
import { aMail, lumen } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
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

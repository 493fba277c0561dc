import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../../lib/brand.ts';
import { minutesLater } from '../../testing/shop/build-facts.ts';
import { createLifeWorld, lumen, stranger } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { createHoldingsRepository } from './holdings.repository.ts';
import { createRetention } from './retention.system.repository.ts';
import { sweepRedactions } from './sweep-redactions.ts';
import { createRedactionSweep } from '../../shop/redactions.system.repository.ts';

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('privacy_sweep');
});
afterAll(() => world.close());

const rows = (name: string) =>
  world.data.connection.collection<{ _id: string; [field: string]: unknown }>(name);
const maya = asContactId('maya');

const sweep = () => {
  const { connection, shop, inbox } = world.data;
  return sweepRedactions(
    {
      redactions: createRedactionSweep(connection),
      holdings: createHoldingsRepository(connection),
      journal: shop.journal,
      inbox,
      isInstalled: shop.shops.isInstalled,
    },
    0,
  );
};

beforeEach(async () => {
  for (const name of ['messages', 'decisions', 'redactions', 'outbox', 'inbox', 'message_events'])
    await rows(name).deleteMany({});
  const redaction = { digests: ['maya-digest'], contacts: [maya], at: minutesLater(0) };
  await world.data.shop.redactions.add(lumen, redaction);
});

describe('coming back to a redaction', () => {
  it('takes what was written while it went on', async () => {
    await rows('messages').insertOne({
      _id: 'm1',
      shop: lumen,
      contact: maya,
      status: 'accepted',
      enrollment: 'e1',
    });
    await rows('message_events').insertOne({ _id: 'ev1', shop: lumen, message: 'm1' });
    await rows('decisions').insertOne({ _id: 'd1', shop: lumen, contact: maya, enrollment: 'e1' });
    await rows('outbox').insertOne({ _id: 'o1', shop: lumen, recipient: 'maya-digest' });

    expect(await sweep()).toBe(1);

    for (const name of ['messages', 'message_events', 'decisions', 'outbox'])
      expect(await rows(name).countDocuments()).toBe(0);
    expect(await sweep()).toBe(0);
  });

  it('leaves a mail on its way to those who wait for it, and comes back once more', async () => {
    await rows('messages').insertOne({
      _id: 'm1',
      shop: lumen,
      contact: maya,
      status: 'sending',
      enrollment: 'e1',
    });

    expect(await sweep()).toBe(0);
    expect(await rows('messages').countDocuments()).toBe(1);

    await rows('messages').updateOne(
      { _id: 'm1' },
      { $set: { status: 'accepted', subject: 'Maya, your cart' } },
    );
    expect(await sweep()).toBe(1);
    expect(await rows('messages').countDocuments()).toBe(0);
  });

  it('takes what came for a shop after it was forgotten, unless it came back', async () => {
    const gone = 'gone.myshopify.com';
    for (const shop of [gone, lumen])
      await rows('inbox').insertOne({ _id: `${shop}/r`, shop, forgotten: true, receivedAt: new Date() });
    for (const shop of [gone, lumen]) await rows('orders').insertOne({ _id: `${shop}/1`, shop });

    await sweep();

    expect(await rows('orders').countDocuments({ shop: gone })).toBe(0);
    expect(await rows('orders').countDocuments({ shop: lumen })).toBe(1);
  });
});

describe('retention', () => {
  const yearsAgo = new Date(Date.now() - 800 * 86_400_000);
  const lately = new Date(Date.now() - 30 * 86_400_000);

  it('deletes what was kept long enough, of every shop, and nothing else', async () => {
    for (const shop of [lumen, stranger])
      for (const [age, at] of [
        ['old', yearsAgo],
        ['new', lately],
      ] as const) {
        const _id = `${shop}-${age}`;
        await rows('messages').insertOne({ _id, shop, stateAt: at });
        await rows('message_events').insertOne({ _id, shop, at });
        await rows('store_events').insertOne({ _id, shop, type: 'order.placed', at });
        await rows('enrollments').insertOne({ _id, shop, state: 'done', plannedAt: at });
        await rows('enrollments').insertOne({ _id: `${_id}-w`, shop, state: 'waiting', plannedAt: at });
        await rows('checkouts').insertOne({ _id, shop, details: { updatedAt: at } });
      }

    const gone = await createRetention(world.data.connection).retain();

    expect(Object.fromEntries(gone)).toEqual({
      messages: 2,
      message_events: 2,
      store_events: 2,
      enrollments: 2,
      checkouts: 2,
    });
    expect(await rows('enrollments').countDocuments({ state: 'waiting' })).toBe(4);
    expect(await rows('messages').countDocuments({ _id: `${lumen}-new` })).toBe(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildCheckoutFact, buildOrderFact, builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { eventsOfFact } from './events-of-fact.ts';
import type { StoreEvent } from './store-event.ts';
import type { StoreEventRepository } from './store-events.repository.ts';

let database: ShopDatabase;
let events: StoreEventRepository;
const mara = asContactId('mara');
const guest = asContactId('guest');

const heard = (source: string, contact = mara): readonly StoreEvent[] =>
  eventsOfFact({ shop: lumen, fact: buildOrderFact(), contact, source });

beforeAll(async () => {
  database = await shopDatabase('store events');
  events = database.repositories.events;
});
beforeEach(async () => {
  await events.deleteAll(lumen);
  await events.deleteAll(umbra);
});
afterAll(() => database.drop());

describe('a fact that is heard', () => {
  it('is one event with all of its sources', async () => {
    await events.record(lumen, heard('webhook'));

    const [again] = await events.record(lumen, heard('poll'));

    const kept = await events.ofContacts(lumen, [mara], { types: ['order.placed'], since: builtAt });
    expect(kept).toHaveLength(1);
    expect(again?.sources).toEqual(['webhook', 'poll']);
  });

  it('stays one from the past when it was heard of there first', async () => {
    await events.record(lumen, heard('backfill'));

    const [live] = await events.record(lumen, heard('webhook'));

    expect(live?.sources).toEqual(['backfill']);
  });

  it('stays a live one when the past tells of it too', async () => {
    await events.record(lumen, heard('webhook'));

    const [past] = await events.record(lumen, heard('backfill'));

    expect(past?.sources).toEqual(['webhook']);
  });

  it('is one event also when many hear it at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => events.record(lumen, heard('webhook'))));

    expect(await database.connection.collection('store_events').countDocuments()).toBe(1);
  });

  it('is nothing when nothing was heard', async () => {
    expect(await events.record(lumen, [])).toEqual([]);
  });
});

describe('what is read of people', () => {
  it('is of the kinds asked for, since the time asked for, oldest first', async () => {
    const late = buildCheckoutFact({ token: 'late', updatedAt: minutesLater(9) });
    const early = buildCheckoutFact({ token: 'early', updatedAt: minutesLater(3) });
    const old = buildCheckoutFact({ token: 'old', updatedAt: minutesLater(-1) });
    for (const fact of [late, old, early])
      await events.record(lumen, eventsOfFact({ shop: lumen, fact, contact: mara, source: 'webhook' }));
    await events.record(lumen, heard('webhook'));

    const read = await events.ofContacts(lumen, [mara], { types: ['checkout.updated'], since: builtAt });

    expect(read.map(({ about }) => about)).toEqual(['early', 'late']);
  });

  it('moves to the person they turned out to be', async () => {
    await events.record(lumen, heard('webhook', guest));

    await events.relink(lumen, guest, mara);

    const what = { types: ['order.placed'], since: builtAt } as const;
    expect(await events.ofContacts(lumen, [mara], what)).toHaveLength(1);
    expect(await events.ofContacts(lumen, [guest], what)).toEqual([]);
    expect(await events.ofContacts(umbra, [mara], what)).toEqual([]);
  });
});

import { contactIndexes } from './contacts.model.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import {
  buildCheckoutFact,
  buildOrderFact,
  buildPerson,
  builtAt,
  minutesLater,
} from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { addressDigest } from './person-digest.ts';
import { createRecordFacts } from './record-facts.ts';
import type { RecordFacts } from './record-facts.ts';
import { createShopSystemRepository } from './shops.system.repository.ts';
import { ensureShopIndexes } from './shop-indexes.repository.ts';

let database: ShopDatabase;
let record: RecordFacts;

beforeAll(async () => {
  database = await shopDatabase('shop records');
  record = createRecordFacts(database.repositories);
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { shops, contacts, orders, checkouts, events } = database.repositories;
  for (const shop of [lumen, umbra]) {
    for (const { deleteAll } of [contacts, orders, checkouts, events]) await deleteAll(shop);
    await shops.delete(shop);
    await shops.install(shop, { platform: 'shopify', settings: shopSettings, at: builtAt });
  }
});

describe('what the platform says of a shop', () => {
  it('changes what is the platform’s and leaves the rest', async () => {
    await record(
      lumen,
      [{ kind: 'shop-details', details: { name: 'Lumen & Co' }, at: minutesLater(1) }],
      'webhook',
    );

    const shop = await database.repositories.shops.find(lumen);
    expect(shop).toMatchObject({ name: 'Lumen & Co', zone: 'Europe/Berlin' });
  });

  it('changes nothing when it is older than what is known', async () => {
    await record(
      lumen,
      [{ kind: 'shop-details', details: { name: 'Old' }, at: minutesLater(-1) }],
      'webhook',
    );

    expect((await database.repositories.shops.find(lumen))?.name).toBe('Lumen');
  });

  it('ends it only when the news is newer than the install', async () => {
    await record(lumen, [{ kind: 'uninstalled', at: minutesLater(-1) }], 'webhook');
    const before = await database.repositories.shops.isInstalled(lumen);

    await record(lumen, [{ kind: 'uninstalled', at: minutesLater(1) }], 'webhook');

    expect(before).toBe(true);
    expect(await createShopSystemRepository(database.connection).listInstalled()).toEqual([umbra]);
  });

  it('may ask to forget the shop, and only that one is forgotten', async () => {
    for (const shop of [lumen, umbra]) await record(shop, [buildOrderFact(), buildCheckoutFact()], 'webhook');

    await record(lumen, [{ kind: 'shop-redacted', at: minutesLater(1) }], 'webhook');

    const { shops, orders, contacts } = database.repositories;
    expect(await shops.find(lumen)).toBeUndefined();
    expect(await orders.findMany(lumen, ['5001'])).toEqual([]);
    expect(await contacts.findByAddress(lumen, 'mara@lumen.example')).toBeUndefined();
    expect(await orders.findMany(umbra, ['5001'])).toHaveLength(1);
    expect(await contacts.findByAddress(umbra, 'mara@lumen.example')).toBeDefined();
  });
});

describe('requests for a person’s data', () => {
  it('are kept once, with nothing personal in them', async () => {
    const request = {
      kind: 'data-request',
      source: 'platform',
      person: buildPerson(),
      requestId: '9999',
      at: builtAt,
    } as const;

    await record(lumen, [request], 'webhook');
    await record(lumen, [request], 'webhook');

    const rows = await database.connection.collection('data_requests').find().toArray();
    expect(await database.repositories.dataRequests.list(lumen)).toMatchObject([
      { requestId: '9999', at: builtAt, state: 'open', source: 'platform' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('mara');
  });
});

describe('suppressions', () => {
  it('keep their first reason until the merchant lifts them', async () => {
    const { suppressions } = database.repositories;
    const digest = addressDigest(lumen, 'Mara@lumen.example');
    await suppressions.add(lumen, { addressDigest: digest, reason: 'complaint', at: builtAt });
    await suppressions.add(lumen, { addressDigest: digest, reason: 'manual', at: minutesLater(1) });
    const held = await suppressions.findMany(lumen, [digest]);

    await suppressions.lift(lumen, digest);

    expect(held.get(digest)).toMatchObject({ reason: 'complaint', at: builtAt });
    expect((await suppressions.findMany(lumen, [digest])).size).toBe(0);
  });

  it('are each shop’s own', () => {
    expect(addressDigest(lumen, 'a@b.example')).not.toBe(addressDigest(umbra, 'a@b.example'));
  });
});

describe('what happened to somebody', () => {
  it('is found by kind and time, oldest first, and follows them through a merge', async () => {
    const guest = buildPerson({ customerId: undefined });
    const account = buildPerson({ address: undefined });
    await record(lumen, [buildCheckoutFact({ token: 'a', updatedAt: minutesLater(5) }, guest)], 'webhook');
    await record(lumen, [buildCheckoutFact({ token: 'b', updatedAt: minutesLater(3) }, account)], 'webhook');

    const { events } = await record(lumen, [buildOrderFact({ placedAt: minutesLater(9) })], 'webhook');

    const contact = await database.repositories.contacts.findByAddress(lumen, 'mara@lumen.example');
    const ids = contact === undefined ? [] : [contact.id];
    const what = { types: ['checkout.updated', 'order.placed'] as const, since: builtAt };
    const heard = await database.repositories.events.ofContacts(lumen, ids, what);
    const late = await database.repositories.events.ofContacts(lumen, ids, {
      ...what,
      since: minutesLater(4),
    });
    expect(events.map(({ type }) => type).toSorted()).toEqual(['contact.merged', 'order.placed']);
    expect(heard.map(({ about }) => about)).toEqual(['b', 'a', '5001']);
    expect(late.map(({ about }) => about)).toEqual(['a', '5001']);
    expect(await database.repositories.checkouts.findByContacts(lumen, ids)).toHaveLength(2);
  });

  it('is nothing for somebody nobody knows', async () => {
    const nobody = [asContactId('nobody')];

    expect(
      await database.repositories.events.ofContacts(lumen, nobody, {
        types: ['order.placed'],
        since: builtAt,
      }),
    ).toEqual([]);
  });
});

describe('checkouts', () => {
  it('are deleted by the token of their cart, before or after they are heard of', async () => {
    await record(lumen, [buildCheckoutFact()], 'webhook');
    await record(lumen, [{ kind: 'checkout-deleted', token: 'cart-1', at: minutesLater(2) }], 'webhook');

    await record(lumen, [buildCheckoutFact({ updatedAt: minutesLater(1) })], 'webhook');

    const [checkout] = await database.repositories.checkouts.findByCartTokens(lumen, ['cart-1']);
    expect(checkout).toMatchObject({ token: 'checkout-1', deletedAt: minutesLater(2) });
  });
});

describe('indexes', () => {
  it('can be made at every start', async () => {
    await ensureShopIndexes(database.connection);
    await ensureShopIndexes(database.connection);

    const names = (await database.connection.collection('contacts').indexes()).map(({ name }) => name);
    expect(names).toHaveLength(contactIndexes.indexes.length + 1);
  });

  it('serve the look for settling orders', async () => {
    const query = {
      $or: [
        { shop: lumen, 'details.address': { $in: ['a'] } },
        { shop: lumen, checkoutToken: { $in: ['t'] } },
      ],
    };

    const plan = JSON.stringify(await database.connection.collection('orders').find(query).explain());

    expect(plan).not.toContain('COLLSCAN');
  });
});

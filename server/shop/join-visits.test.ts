import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryShop } from '../flows/simulation/memory/memory-shop.ts';
import { aShop } from '../testing/flows/builders.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildCheckoutFact, buildPerson, builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { FactOf, StoreFact, VisitFacts } from './facts.ts';
import { createRecordFacts } from './record-facts.ts';
import type { RecordFacts } from './record-facts.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';

const customerId = '9007199254740993111';
let database: ShopDatabase;

beforeAll(async () => {
  database = await shopDatabase('join visits');
});
afterAll(() => database.drop());

let count = 0;
const visit = (changes: Partial<VisitFacts> = {}): FactOf<'visit'> => ({
  kind: 'visit',
  visit: {
    id: `event-${(count += 1)}`,
    visitor: 'browser-1',
    did: 'viewed-product',
    productIds: ['p1'],
    at: minutesLater(-10),
    ...changes,
  },
});
const known: StoreFact = { kind: 'customer', person: buildPerson(), at: minutesLater(-90_000) };
const atCheckout = visit({ did: 'began-checkout', checkoutToken: 'checkout-1', at: builtAt });

/** The stored one and the one that replays use must not differ. */
describe.each(['mongodb', 'memory'] as const)('visits and the people behind them, in %s', (where) => {
  let repositories: ShopRepositories;
  let record: RecordFacts;

  beforeEach(async () => {
    if (where === 'memory') repositories = createMemoryShop(aShop({ id: lumen }));
    else {
      ({ repositories } = database);
      const { contacts, checkouts, events, visitors } = repositories;
      for (const { deleteAll } of [contacts, checkouts, events, visitors]) await deleteAll(lumen);
      await database.connection.collection('redactions').deleteMany({});
    }
    record = createRecordFacts(repositories);
  });

  const viewsOf = async (address = 'mara@lumen.example') => {
    const contact = await repositories.contacts.findByAddress(lumen, address);
    if (contact === undefined) return [];
    const what = { types: ['product.viewed'], since: new Date(0) } as const;
    const views = await repositories.events.ofContacts(lumen, [contact.id], what);
    return views.map(({ about }) => about);
  };

  it('are nobody’s while nobody is known, and make no contact', async () => {
    const { events } = await record(lumen, [visit({ customerId: '4711' })], 'storefront');

    expect(events).toMatchObject([{ type: 'product.viewed', about: 'p1', visitor: 'browser-1' }]);
    expect(events[0]?.contact).toBeUndefined();
    expect(await repositories.contacts.findByCustomerId(lumen, '4711')).toBeUndefined();
  });

  it('are the customer’s who is logged in, and so are those before and after in that browser', async () => {
    await record(lumen, [known], 'webhook');
    await record(lumen, [visit({ productIds: ['before'] })], 'storefront');

    const { events } = await record(lumen, [visit({ customerId, productIds: ['now'] })], 'storefront');
    await record(lumen, [visit({ productIds: ['after'], at: builtAt })], 'storefront');

    expect(events.map(({ about }) => about)).toContain('before');
    expect((await viewsOf()).toSorted()).toEqual(['after', 'before', 'now']);
  });

  const arrivals: readonly (readonly [string, readonly (readonly StoreFact[])[]])[] = [
    ['looks, checkout seen, address', [[visit()], [atCheckout], [buildCheckoutFact()]]],
    ['address, checkout seen, looks', [[buildCheckoutFact()], [atCheckout], [visit()]]],
    ['checkout seen, looks, address', [[atCheckout], [visit()], [buildCheckoutFact()]]],
    ['all at once', [[visit(), atCheckout, buildCheckoutFact()]]],
    ['all at once, the other way round', [[buildCheckoutFact(), atCheckout, visit()]]],
  ];
  it.each(arrivals)('are joined by the checkout’s token: %s', async (_name, groups) => {
    const told: string[] = [];
    for (const facts of groups) {
      const { events } = await record(lumen, facts, 'storefront');
      told.push(...events.flatMap(({ type, contact }) => (contact === undefined ? [] : [type])));
    }

    expect(await viewsOf()).toEqual(['p1']);
    // Flows have to hear of it, or nobody would ever be enrolled by what was joined later.
    expect(told).toContain('product.viewed');
  });

  it('are joined as far back as 30 days, no further', async () => {
    const dayOf = (days: number): Date => minutesLater(-days * 1440);
    await record(
      lumen,
      [visit({ productIds: ['old'], at: dayOf(31) }), visit({ productIds: ['kept'], at: dayOf(29) })],
      'storefront',
    );

    await record(lumen, [atCheckout, buildCheckoutFact()], 'storefront');

    expect(await viewsOf()).toEqual(['kept']);
  });

  it('stay with whom they were joined to when somebody else uses the browser', async () => {
    await record(lumen, [visit(), atCheckout, buildCheckoutFact()], 'storefront');
    const bob = buildPerson({ address: 'bob@lumen.example', customerId: undefined });
    const token = 'checkout-2';
    const later = { checkoutToken: token, did: 'began-checkout', at: minutesLater(60) } as const;

    await record(
      lumen,
      [visit(later), buildCheckoutFact({ token, updatedAt: minutesLater(60) }, bob)],
      'storefront',
    );
    await record(lumen, [visit({ productIds: ['bobs'], at: minutesLater(70) })], 'storefront');

    expect(await viewsOf()).toEqual(['p1']);
    expect(await viewsOf('bob@lumen.example')).toEqual(['bobs']);
  });

  it('are one however often they are heard', async () => {
    await record(lumen, [known], 'webhook');
    const once = visit({ customerId });

    const first = await record(lumen, [once], 'storefront');
    await record(lumen, [once, once], 'storefront');

    expect(await viewsOf()).toEqual(['p1']);
    expect(first.events[0]?.sources).toEqual(['storefront']);
  });

  it('tell of carts and checkouts too', async () => {
    await record(lumen, [known], 'webhook');
    const filled = visit({ did: 'filled-cart', customerId, productIds: ['p2'] });

    const { events } = await record(lumen, [filled, { ...atCheckout }], 'storefront');

    expect(events.map(({ type, about, data }) => [type, about, data['productIds']])).toEqual(
      expect.arrayContaining([
        ['cart.updated', 'browser-1', ['p2']],
        ['checkout.updated', 'checkout-1', ['p1']],
      ]),
    );
    expect(events.every(({ contact }) => contact !== undefined)).toBe(true);
  });
});

describe('erasing', () => {
  beforeEach(async () => {
    const { contacts, events, visitors } = database.repositories;
    for (const { deleteAll } of [contacts, events, visitors]) await deleteAll(lumen);
  });

  it('takes the visits of a person and the link to their browser', async () => {
    const record = createRecordFacts(database.repositories);
    await record(lumen, [known, visit({ customerId })], 'storefront');

    await record(
      lumen,
      [{ kind: 'redact-person', person: buildPerson(), orderIds: [], at: minutesLater(1) }],
      'webhook',
    );
    await record(lumen, [visit({ customerId, at: builtAt })], 'storefront');

    const { connection } = database;
    expect(await connection.collection('visitors').countDocuments({})).toBe(0);
    expect(await connection.collection('store_events').countDocuments({ visitor: { $exists: true } })).toBe(
      0,
    );
    await connection.collection('redactions').deleteMany({});
  });

  it('of a shop takes its browsers too', async () => {
    const { visitors } = database.repositories;
    await visitors.note(umbra, [{ visitor: 'b', checkoutToken: 'c', at: builtAt }]);
    const record = createRecordFacts(database.repositories);

    await record(umbra, [{ kind: 'shop-redacted', at: builtAt }], 'webhook');

    expect(await visitors.ofCheckouts(umbra, ['c'])).toEqual(new Map());
  });
});

describe('how long it is kept', () => {
  const daysLeft = async (filter: object): Promise<number> => {
    const row = await database.connection.collection('store_events').findOne(filter);
    return Math.round((Number(row?.['expiresAt'] ?? 0) - Date.now()) / 86_400_000);
  };

  it('is 30 days while it is nobody’s, 90 once it is somebody’s, and never what is no visit', async () => {
    const { contacts, checkouts, events, visitors } = database.repositories;
    for (const { deleteAll } of [contacts, checkouts, events, visitors]) await deleteAll(lumen);
    const record = createRecordFacts(database.repositories);
    await record(lumen, [visit()], 'storefront');
    expect(await daysLeft({ type: 'product.viewed' })).toBe(30);

    await record(lumen, [atCheckout, buildCheckoutFact()], 'storefront');

    expect(await daysLeft({ type: 'product.viewed' })).toBe(90);
    const own = await database.connection
      .collection('store_events')
      .find({ visitor: { $exists: false } })
      .toArray();
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((row) => 'expiresAt' in row)).toEqual([]);
  });
});

describe('the visitors’ rows', () => {
  it('keep whoever was seen last, in any order, and the last five checkouts', async () => {
    const { visitors } = database.repositories;
    const record = createRecordFacts(database.repositories);
    await record(lumen, [buildCheckoutFact()], 'webhook');
    await record(
      lumen,
      [buildCheckoutFact({}, buildPerson({ address: 'bob@lumen.example', customerId: undefined }))],
      'webhook',
    );
    const ids = await Promise.all(
      ['mara@lumen.example', 'bob@lumen.example'].map(
        async (address) => (await database.repositories.contacts.findByAddress(lumen, address))?.id,
      ),
    );
    const [mara, bob] = ids;

    await visitors.note(lumen, [
      { visitor: 'v', contact: bob, at: minutesLater(5) },
      { visitor: 'v', contact: mara, at: minutesLater(1) },
      ...[1, 2, 3, 4, 5, 6].map((n) => ({ visitor: 'v', checkoutToken: `$t${n}`, at: builtAt })),
    ]);

    expect((await visitors.findMany(lumen, ['v'])).get('v')).toEqual({
      visitor: 'v',
      contact: bob,
      knownAt: minutesLater(5),
      isFresh: true,
    });
    expect(await visitors.ofCheckouts(lumen, ['$t1'])).toEqual(new Map());
    expect((await visitors.ofCheckouts(lumen, ['$t6'])).get('$t6')).toEqual(['v']);
  });
});

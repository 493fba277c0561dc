import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asShopId } from '../../../lib/brand.ts';
import type { ContactId, ShopId } from '../../../lib/brand.ts';
import { randomToken } from '../../../lib/digest.ts';
import {
  buildCheckoutFact,
  buildLine,
  buildOrderFact,
  buildProductFact,
  minutesLater,
} from '../../../testing/shop/build-facts.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import { aShop } from '../../../testing/flows/builders.ts';
import type { Contact } from '../../../shop/contact.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import { addressDigest } from '../../../shop/person-digest.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import type { ShopRepositories } from '../../../shop/shop-repositories.repository.ts';
import { createMemoryShop } from './memory-shop.ts';

let database: ShopDatabase;
beforeAll(async () => {
  database = await shopDatabase('memory-shop');
});
afterAll(() => database.drop());

const addresses = ['ada@example.com', 'Ben@example.com', 'cleo@example.com'];
const customerIds = ['c1', 'c2', 'c3'];
const tokens = ['t1', 't2', 't3'];
const orderIds = ['o1', 'o2'];

const maybe = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const person = fc.record({
  address: maybe(addresses),
  customerId: maybe(customerIds),
  firstName: maybe(['Ada', 'Ben']),
});
const minutes = fc.integer({ min: 0, max: 30 });
const lines = fc.constantFrom([buildLine()], [buildLine({ productId: 'p2' }), buildLine()]);

const checkout = fc
  .record({ token: fc.constantFrom(...tokens), person, at: minutes, cartToken: maybe(['k1', 'k2']), lines })
  .map(({ token, person: who, at, cartToken, lines: bought }) =>
    buildCheckoutFact({ token, cartToken, lines: bought, updatedAt: minutesLater(at) }, who),
  );
const order = fc
  .record({
    id: fc.constantFrom(...orderIds),
    person,
    at: minutes,
    checkoutToken: maybe(tokens),
    test: fc.boolean(),
    fulfilled: maybe([3, 9]),
    cancelled: maybe([4, 8]),
  })
  .map(({ id, person: who, at, checkoutToken, test, fulfilled, cancelled }) =>
    buildOrderFact(
      {
        id,
        checkoutToken,
        test,
        updatedAt: minutesLater(at),
        fulfilledAt: fulfilled === undefined ? undefined : minutesLater(fulfilled),
        cancelledAt: cancelled === undefined ? undefined : minutesLater(cancelled),
      },
      who,
    ),
  );
const consent = fc
  .record({
    person,
    state: fc.constantFrom('subscribed' as const, 'unsubscribed' as const),
    at: minutes,
    statement: maybe(['checkout:t1', 'order:o1']),
  })
  .map(({ person: who, state, at, statement }): StoreFact => ({
    kind: 'consent',
    consent: { person: who, state, source: 'test', statement, statedAt: minutesLater(at) },
  }));
const product = fc
  .record({ id: fc.constantFrom('p1', 'p2'), at: minutes, vendor: maybe(['Lumen', 'Solo']) })
  .map(({ id, at, vendor }) => buildProductFact({ id, vendor, updatedAt: minutesLater(at) }));
const other = fc.oneof(
  fc.record({ kind: fc.constant('customer' as const), person, at: minutes.map((at) => minutesLater(at)) }),
  fc.record({
    kind: fc.constant('checkout-deleted' as const),
    token: fc.constantFrom('t1', 'k1'),
    at: minutes.map((at) => minutesLater(at)),
  }),
  fc.constant<StoreFact>({
    kind: 'refund',
    orderId: 'o1',
    refundId: 'r',
    productIds: ['p1'],
    at: minutesLater(9),
  }),
  fc.constant<StoreFact>({ kind: 'product-deleted', id: 'p2', at: minutesLater(7) }),
  fc
    .shuffledSubarray(customerIds, { minLength: 2, maxLength: 2 })
    .map(([kept = '', gone = '']): StoreFact => ({
      kind: 'customers-merged',
      kept,
      gone,
      at: minutesLater(5),
    })),
  fc
    .record({ productId: fc.constantFrom('p1', 'p2'), available: fc.boolean(), at: minutes })
    .map(({ at, ...told }): StoreFact => ({
      kind: 'stock',
      stock: { ...told, variantId: 'v1', at: minutesLater(at) },
    })),
  fc
    .record({ person, did: fc.constantFrom('tagged' as const, 'left-segment' as const), at: minutes })
    .map(({ person: who, did, at }): StoreFact => ({
      kind: 'mark',
      mark: { person: who, did, names: ['vip', 'wholesale'], at: minutesLater(at) },
    })),
);
const fact: fc.Arbitrary<StoreFact> = fc.oneof(checkout, order, consent, product, other);
const groups = fc.array(
  fc.record({
    source: fc.constantFrom('webhook', 'backfill'),
    facts: fc.array(fact, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Whatever order its fields have. */
const keyOf = (value: object): string =>
  JSON.stringify(Object.entries(value).toSorted(([one], [another]) => (one < another ? -1 : 1)));

const sorted = <Value extends object>(values: readonly Value[]): readonly Value[] =>
  values.toSorted((one, another) => (keyOf(one) < keyOf(another) ? -1 : 1));

const peopleOf = async ({ contacts }: ShopRepositories, shop: ShopId): Promise<readonly Contact[]> => [
  ...(await contacts.findByAddresses(shop, addresses)),
  ...(await contacts.findByCustomerIds(shop, customerIds)),
];

/** Everything that flows and mail ask of a shop. */
const seenThrough = async (repositories: ShopRepositories, shop: ShopId) => {
  const { checkouts, orders, products, consents, events } = repositories;
  const people = await peopleOf(repositories, shop);
  const ids = [...new Set(people.map(({ id }) => id))].toSorted();
  const digests = addresses.map((address) => addressDigest(shop, address));
  const since = minutesLater(-9999);
  const kinds = ['checkout.updated', 'order.placed', 'consent.changed', 'customer.tagged'] as const;
  return {
    people: sorted(
      people.map((contact) => ({
        ...contact,
        customerIds: contact.customerIds.toSorted(),
        formerCustomerIds: contact.formerCustomerIds?.toSorted(),
        formerAddresses: contact.formerAddresses?.toSorted(),
      })),
    ),
    checkouts: sorted(await checkouts.findMany(shop, tokens)),
    ofCarts: sorted(await checkouts.findByCartTokens(shop, ['k1', 'k2'])),
    ofContacts: sorted(await checkouts.findByContacts(shop, ids)),
    orders: sorted(await orders.findMany(shop, orderIds)),
    settling: sorted(
      await orders.findForSettlement(shop, { contacts: ids, checkoutTokens: tokens, customerIds }),
    ),
    purchases: (await orders.purchases(shop, { limit: 100 })).purchases,
    newest: await orders.newest(shop, { since, limit: 3 }),
    ofTypes: await products.idsByTypes(shop, ['Lamp']),
    products: sorted(await products.findMany(shop, ['p1', 'p2'])),
    onSale: await products.findByVendors(shop, ['Lumen', 'Solo'], 5),
    consents: sorted([...(await consents.findMany(shop, digests))]),
    events: sorted(
      (await events.ofContacts(shop, ids, { types: kinds, since })).map((event) => ({
        ...event,
        sources: event.sources.toSorted(),
      })),
    ),
  };
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a shop in memory', () => {
  it('ends as a stored one does, whatever it hears', async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (heard) => {
        const shop = asShopId(`${randomToken(6)}.example`);
        const known = new Map<string, ContactId>();
        const memory = createMemoryShop(aShop({ id: shop }), {
          knownId: ({ address, customerId }) => known.get(address ?? customerId ?? ''),
        });
        const recordStored = createRecordFacts(database.repositories);
        const recordInMemory = createRecordFacts(memory);

        for (const { facts, source } of heard) {
          const stored = await recordStored(shop, facts, source);
          for (const { id, address, customerIds: own } of await peopleOf(database.repositories, shop))
            for (const key of [address ?? [], own].flat()) known.set(key, id);
          const kept = await recordInMemory(shop, facts, source);
          expect(plain(sorted(kept.events))).toEqual(plain(sorted(stored.events)));
        }

        expect(plain(await seenThrough(memory, shop))).toEqual(
          plain(await seenThrough(database.repositories, shop)),
        );
      }),
      { numRuns: 40, seed: 20_261_122 },
    );
  }, 120_000);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildErased } from '../testing/shop/build-erased.ts';
import { buildCheckoutFact, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { CheckoutRepository } from './checkouts.repository.ts';

let database: ShopDatabase;
let checkouts: CheckoutRepository;

const ada = asContactId('ada');
const bob = asContactId('bob');

beforeAll(async () => {
  database = await shopDatabase('checkouts');
  checkouts = database.repositories.checkouts;
});
beforeEach(async () => {
  for (const shop of [lumen, umbra]) await checkouts.deleteAll(shop);
});
afterAll(() => database.drop());

const version = (changes: Parameters<typeof buildCheckoutFact>[0] = {}, contact = ada) => {
  const { checkout, stamp } = buildCheckoutFact(changes);
  return { checkout: { ...checkout, contact }, stamp };
};

const tokens = (found: readonly { readonly token: string }[]): readonly string[] =>
  found.map(({ token }) => token).toSorted();

describe('a checkout', () => {
  it('is as its newest version says, whatever was heard last', async () => {
    const newer = version({ updatedAt: minutesLater(5), recoveryUrl: 'https://lumen.example/new' });

    await checkouts.applyMany(lumen, [newer]);
    await checkouts.applyMany(lumen, [version()]);

    const [found] = await checkouts.findMany(lumen, ['checkout-1']);
    expect(found).toMatchObject({ recoveryUrl: 'https://lumen.example/new', updatedAt: minutesLater(5) });
  });

  it('is as its newest version says when all of them come in one batch', async () => {
    const versions = [3, 9, 6].map((minutes) => version({ updatedAt: minutesLater(minutes) }));

    await checkouts.applyMany(lumen, versions);

    expect(await checkouts.findMany(lumen, ['checkout-1'])).toMatchObject([{ updatedAt: minutesLater(9) }]);
  });

  it('is the same once for everybody who writes it at the same moment', async () => {
    const writers = Array.from({ length: 8 }, (_, minutes) => [
      version({ updatedAt: minutesLater(minutes) }),
    ]);

    await Promise.all(writers.map((versions) => checkouts.applyMany(lumen, versions)));

    expect(await checkouts.findMany(lumen, ['checkout-1'])).toMatchObject([{ updatedAt: minutesLater(7) }]);
  });

  it('stays deleted when a newer version is heard', async () => {
    await checkouts.applyMany(lumen, [version()]);

    await checkouts.markDeleted(lumen, 'cart-1', minutesLater(1));
    await checkouts.applyMany(lumen, [version({ updatedAt: minutesLater(5) })]);

    expect(await checkouts.findMany(lumen, ['checkout-1'])).toMatchObject([{ deletedAt: minutesLater(1) }]);
  });

  it('was deleted when the first of its deletions says, also if that is heard before itself', async () => {
    await checkouts.markDeleted(lumen, 'checkout-1', minutesLater(9));
    await checkouts.markDeleted(lumen, 'checkout-1', minutesLater(2));
    const nothingToShow = await checkouts.findMany(lumen, ['checkout-1']);

    await checkouts.applyMany(lumen, [version()]);

    expect(nothingToShow).toEqual([]);
    expect(await checkouts.findMany(lumen, ['checkout-1'])).toMatchObject([{ deletedAt: minutesLater(2) }]);
  });
});

describe('finding checkouts', () => {
  beforeEach(async () => {
    await checkouts.applyMany(lumen, [
      version(),
      version({ token: 'checkout-2', cartToken: 'cart-2', customerId: '77' }, bob),
    ]);
    await checkouts.applyMany(umbra, [version({ token: 'checkout-3' })]);
  });

  it.each([
    ['token', () => checkouts.findMany(lumen, ['checkout-1', 'checkout-3']), ['checkout-1']],
    ['cart', () => checkouts.findByCartTokens(lumen, ['cart-2', 'cart-9']), ['checkout-2']],
    ['customer', () => checkouts.findByCustomerIds(lumen, ['77']), ['checkout-2']],
    ['contact', () => checkouts.findByContacts(lumen, [ada]), ['checkout-1']],
  ] as const)('goes by %s, and never into another shop', async (_by, find, expected) => {
    expect(tokens(await find())).toEqual(expected);
  });

  it('follows a contact that became another', async () => {
    await checkouts.relink(lumen, ada, bob);

    expect(tokens(await checkouts.findByContacts(lumen, [bob]))).toEqual(['checkout-1', 'checkout-2']);
    expect(tokens(await checkouts.findByContacts(umbra, [ada]))).toEqual(['checkout-3']);
  });

  it('leaves what was in it and nothing of whose it was after a redaction', async () => {
    await checkouts.erase(lumen, buildErased({ contacts: [ada], customerIds: ['77'] }));

    const found = await checkouts.findMany(lumen, ['checkout-1', 'checkout-2']);
    expect(found.map(({ lines }) => lines.length)).toEqual([1, 1]);
    for (const one of found) expect(one).not.toMatchObject({ address: expect.anything() });
    expect(await checkouts.findByCustomerIds(lumen, ['77'])).toEqual([]);
  });

  it('forgets a shop and no other', async () => {
    await checkouts.deleteAll(lumen);

    expect(await checkouts.findMany(lumen, ['checkout-1', 'checkout-2'])).toEqual([]);
    expect(await checkouts.findMany(umbra, ['checkout-3'])).toHaveLength(1);
  });
});

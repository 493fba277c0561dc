import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import {
  buildCheckoutFact,
  buildOrderFact,
  buildPerson,
  builtAt,
  minutesLater,
} from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { FactOf } from './facts.ts';
import { addressDigest } from './person-digest.ts';
import { createRecordFacts } from './record-facts.ts';
import type { RecordFacts } from './record-facts.ts';

let database: ShopDatabase;
let record: RecordFacts;

beforeAll(async () => {
  database = await shopDatabase('record people');
  record = createRecordFacts(database.repositories);
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { checkouts, orders, products, contacts, consents, events } = database.repositories;
  for (const shop of [lumen, umbra])
    for (const { deleteAll } of [checkouts, orders, products, contacts, consents, events])
      await deleteAll(shop);
  await database.connection.collection('redactions').deleteMany({});
});

const consentFact = (
  state: 'subscribed' | 'unsubscribed',
  statedAt: Date,
  statement?: string,
): FactOf<'consent'> => ({
  kind: 'consent',
  consent: { person: buildPerson(), state, source: 'test', statedAt, statement },
});

const stateOf = async (): Promise<string | undefined> =>
  (await database.repositories.consents.find(lumen, addressDigest(lumen, 'mara@lumen.example')))?.state;

const permutations = <Value>(values: readonly Value[]): readonly (readonly Value[])[] =>
  values.length < 2
    ? [values]
    : values.flatMap((value, index) =>
        permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
      );

describe('consent', () => {
  it('lets the newer statement hold whatever the order of arrival', async () => {
    const statements = [
      consentFact('subscribed', builtAt),
      consentFact('unsubscribed', minutesLater(5)),
      consentFact('subscribed', minutesLater(2)),
    ];

    for (const order of permutations(statements)) {
      await database.repositories.consents.deleteAll(lumen);
      for (const fact of order) await record(lumen, [fact], 'webhook');
      expect(await stateOf()).toBe('unsubscribed');
    }
  });

  it('does not take a checkout that repeats its ticked box for a new statement', async () => {
    const statements = [
      consentFact('subscribed', minutesLater(1), 'checkout:checkout-1'),
      consentFact('unsubscribed', minutesLater(5)),
      consentFact('subscribed', minutesLater(9), 'checkout:checkout-1'),
    ];

    for (const order of permutations(statements)) {
      await database.repositories.consents.deleteAll(lumen);
      for (const fact of order) await record(lumen, [fact], 'webhook');
      expect(await stateOf()).toBe('unsubscribed');
    }
  });

  it('takes a later order for a new statement', async () => {
    await record(lumen, [consentFact('unsubscribed', minutesLater(5))], 'page');

    await record(lumen, [consentFact('subscribed', minutesLater(9), 'order:5001')], 'webhook');

    expect(await stateOf()).toBe('subscribed');
  });

  it('lets the refusal hold when both were said at one moment', async () => {
    await record(lumen, [consentFact('unsubscribed', builtAt)], 'page');

    await record(lumen, [consentFact('subscribed', builtAt)], 'webhook');

    expect(await stateOf()).toBe('unsubscribed');
  });

  it('tells no event twice for one statement', async () => {
    const first = await record(lumen, [consentFact('subscribed', builtAt, 'checkout:1')], 'webhook');

    const again = await record(lumen, [consentFact('subscribed', minutesLater(9), 'checkout:1')], 'webhook');

    expect(again.events[0]?.id).toBe(first.events[0]?.id);
  });
});

describe('redaction', () => {
  const redaction = (at: Date): FactOf<'redact-person'> => ({
    kind: 'redact-person',
    person: buildPerson(),
    orderIds: ['5001'],
    at,
  });

  const everything = async (): Promise<string> => {
    const collections = await database.connection.listCollections();
    const rows = await Promise.all(
      collections.map(({ name }) => database.connection.collection(name).find({ shop: lumen }).toArray()),
    );
    return JSON.stringify(rows);
  };

  it('leaves nothing personal and keeps what was bought', async () => {
    await record(
      lumen,
      [buildCheckoutFact(), buildOrderFact(), consentFact('subscribed', builtAt)],
      'webhook',
    );

    const { events, redacted } = await record(lumen, [redaction(minutesLater(60))], 'webhook');

    expect(events.map(({ type }) => type)).toEqual(['contact.redacted']);
    expect(redacted).toHaveLength(2);
    expect(await everything()).not.toMatch(/mara|9007199254740993111|recover/i);
    expect(await database.repositories.orders.findMany(lumen, ['5001'])).toHaveLength(1);
    expect(await stateOf()).toBeUndefined();
  });

  it('keeps a late webhook from bringing the person back', async () => {
    await record(lumen, [redaction(minutesLater(60))], 'webhook');

    const late = await record(lumen, [buildOrderFact({ updatedAt: minutesLater(90) })], 'webhook');

    expect(late.events).toEqual([]);
    expect(late.redacted).toHaveLength(2);
    expect(await everything()).not.toMatch(/mara/i);
  });

  it('does the same when both come in one batch', async () => {
    const { events } = await record(lumen, [buildOrderFact(), redaction(minutesLater(60))], 'webhook');

    expect(events).toEqual([]);
    expect(await everything()).not.toMatch(/mara/i);
  });

  it('takes a later purchase for a new person', async () => {
    await record(lumen, [buildOrderFact()], 'webhook');
    const before = await database.repositories.contacts.findByAddress(lumen, 'mara@lumen.example');
    await record(lumen, [redaction(minutesLater(60))], 'webhook');

    await record(lumen, [buildOrderFact({ id: '5002', placedAt: minutesLater(120) })], 'webhook');

    const after = await database.repositories.contacts.findByAddress(lumen, 'mara@lumen.example');
    expect(after).toBeDefined();
    expect(after?.id).not.toBe(before?.id);
  });
});

describe('a statement that names the customer only', () => {
  const withoutAddress: FactOf<'consent'> = {
    kind: 'consent',
    consent: {
      person: { customerId: buildPerson().customerId },
      state: 'unsubscribed',
      source: 'test',
      statedAt: minutesLater(5),
    },
  };

  it('is about the address that is known of them', async () => {
    await record(lumen, [buildOrderFact()], 'webhook');

    const { events } = await record(lumen, [withoutAddress], 'webhook');

    const digest = addressDigest(lumen, buildPerson().address ?? '');
    expect((await database.repositories.consents.find(lumen, digest))?.state).toBe('unsubscribed');
    expect(events).toMatchObject([{ type: 'consent.changed', about: digest }]);
  });

  it('says nothing of anybody whose address is not known', async () => {
    const { events } = await record(lumen, [withoutAddress], 'webhook');

    expect(events).toEqual([]);
  });
});

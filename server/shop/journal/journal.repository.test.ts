import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import {
  buildCheckoutFact,
  buildOrderFact,
  buildPerson,
  buildProductFact,
  builtAt,
  minutesLater,
} from '../../testing/shop/build-facts.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import type { StoreFact } from '../facts.ts';
import { createRecordFacts } from '../record-facts.ts';
import type { RecordFacts } from '../record-facts.ts';
import { createJournalFacts } from './journal-facts.ts';
import type { JournaledGroup } from './journal.repository.ts';

let database: ShopDatabase;
let record: RecordFacts;
const clock = createManualClock(builtAt);

beforeAll(async () => {
  database = await shopDatabase('journal');
  record = createRecordFacts(database.repositories, createJournalFacts(database.repositories.journal, clock));
});
afterAll(() => database.drop());

const readAll = (shop: ReturnType<typeof asShopId>): Promise<JournaledGroup[]> =>
  Array.fromAsync(database.repositories.journal.read(shop));

const kindsOf = ({ facts }: JournaledGroup): readonly string[] =>
  facts.map(({ text }) => /"kind":"([a-z-]+)"/.exec(text)?.[1] ?? '');

const forget = (person = buildPerson()): StoreFact => ({
  kind: 'redact-person',
  person,
  orderIds: [],
  at: minutesLater(60),
});

describe('the journal of what was applied', () => {
  it('keeps each group as it was taken up, in the order in which it was', async () => {
    const shop = asShopId('order.example');

    clock.set(minutesLater(2));
    await record(shop, [buildProductFact()], 'backfill');
    await record(shop, [buildCheckoutFact(), buildOrderFact()], 'webhook');
    clock.set(minutesLater(1));
    await record(shop, [buildOrderFact({ id: '7' })], 'webhook');

    const groups = await readAll(shop);
    expect(groups.map(kindsOf)).toEqual([['order'], ['product'], ['checkout', 'order']]);
    expect(groups.map(({ at, source }) => [at, source])).toEqual([
      [minutesLater(1), 'webhook'],
      [minutesLater(2), 'backfill'],
      [minutesLater(2), 'webhook'],
    ]);
  });

  it('knows whose each fact was found to be', async () => {
    const shop = asShopId('contact.example');

    await record(shop, [buildCheckoutFact(), buildProductFact()], 'webhook');

    const contact = await database.repositories.contacts.findByAddress(shop, 'mara@lumen.example');
    const [group] = await readAll(shop);
    expect(group?.facts.map((fact) => fact.contact)).toEqual([contact?.id, undefined]);
  });

  it('says nothing any more of somebody who is to be forgotten, nor of the wish itself', async () => {
    const shop = asShopId('forget.example');
    const other = buildPerson({ address: 'nils@lumen.example', customerId: '22' });
    await record(shop, [buildCheckoutFact(), buildOrderFact({ id: '8' }, other)], 'webhook');

    await record(shop, [forget()], 'webhook');

    const groups = await readAll(shop);
    expect(groups.flatMap(kindsOf)).toEqual(['order']);
    expect(JSON.stringify(groups)).not.toContain('mara@lumen.example');
  });

  it('is the shop’s own, and goes with it', async () => {
    const shop = asShopId('gone.example');
    const neighbour = asShopId('gone.example0');
    await record(shop, [buildOrderFact()], 'webhook');
    await record(neighbour, [buildOrderFact()], 'webhook');

    await record(shop, [{ kind: 'shop-redacted', at: minutesLater(90) }], 'webhook');

    expect(await readAll(shop)).toEqual([]);
    expect(await readAll(neighbour)).toHaveLength(1);
  });

  it('takes more than one document holds', async () => {
    const shop = asShopId('large.example');
    const text = JSON.stringify({ kind: 'cart', note: 'x'.repeat(3_000_000) });
    const facts = Array.from({ length: 8 }, () => ({ text, persons: [] }));

    await database.repositories.journal.append(shop, { at: builtAt, source: 'webhook', facts });

    const groups = await readAll(shop);
    expect(groups.map((group) => group.facts.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });
});

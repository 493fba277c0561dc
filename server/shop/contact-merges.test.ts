import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen } from '../testing/shop/build-delivery.ts';
import { buildCheckoutFact, builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { Contact } from './contact.ts';
import type { StoreFact } from './facts.ts';
import { createRecordFacts } from './record-facts.ts';
import type { RecordFacts } from './record-facts.ts';

let database: ShopDatabase;
let record: RecordFacts;

beforeAll(async () => {
  database = await shopDatabase('contact merges');
  record = createRecordFacts(database.repositories);
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const name of ['contacts', 'checkouts', 'store_events', 'redactions', 'consents'])
    await database.connection.collection(name).deleteMany({});
});

const customer = (customerId: string, address: string | undefined, minutes = 0): StoreFact => ({
  kind: 'customer',
  person: { customerId, address, firstName: `Name ${customerId}` },
  at: minutesLater(minutes),
});
const merged = (kept: string, gone: string): StoreFact => ({
  kind: 'customers-merged',
  kept,
  gone,
  at: minutesLater(30),
});
const kept = customer('1', 'one@lumen.example', 1);
const gone = customer('2', 'two@lumen.example');

const people = async (): Promise<readonly Contact[]> =>
  database.repositories.contacts.findByCustomerIds(lumen, ['1', '2', '3']);

describe('two customers who are one', () => {
  it('are one contact under the address of the one who was kept', async () => {
    await record(lumen, [kept, gone], 'webhook');

    const { events } = await record(lumen, [merged('1', '2')], 'webhook');

    expect(events.map(({ type }) => type)).toEqual(['contact.merged']);
    expect(await people()).toMatchObject([
      {
        address: 'one@lumen.example',
        firstName: 'Name 1',
        formerCustomerIds: ['2'],
        formerAddresses: ['two@lumen.example'],
      },
    ]);
  });

  it.each([
    ['the merge is heard of first', [merged('1', '2'), gone, kept]],
    ['the one who is gone is heard of last', [kept, merged('1', '2'), gone]],
    ['the one who was kept is heard of last', [gone, merged('1', '2'), kept]],
    ['it is heard twice', [kept, merged('1', '2'), gone, merged('1', '2')]],
  ])('are the same contact when %s', async (_case, facts) => {
    for (const fact of facts) await record(lumen, [fact], 'webhook');

    expect(await people()).toMatchObject([
      { address: 'one@lumen.example', firstName: 'Name 1', formerAddresses: ['two@lumen.example'] },
    ]);
  });

  it('go by the address of the one who is gone while there is no other', async () => {
    for (const fact of [customer('1', undefined), gone, merged('1', '2')])
      await record(lumen, [fact], 'webhook');
    expect(await people()).toMatchObject([{ address: 'two@lumen.example', addressIsFormer: true }]);

    await record(lumen, [customer('1', 'one@lumen.example', 50)], 'webhook');

    const [contact] = await people();
    expect(contact).toMatchObject({ address: 'one@lumen.example', formerAddresses: ['two@lumen.example'] });
    expect(contact?.addressIsFormer).toBeUndefined();
  });

  it('may be merged again, whichever merge comes first', async () => {
    const third = customer('3', 'three@lumen.example', 2);
    for (const fact of [kept, gone, third, merged('3', '1'), merged('1', '2')])
      await record(lumen, [fact], 'webhook');

    const [contact, ...others] = await people();
    expect(others).toEqual([]);
    expect(contact?.address).toBe('three@lumen.example');
    expect(contact?.formerAddresses?.toSorted()).toEqual(['one@lumen.example', 'two@lumen.example']);
  });

  it('have what is told of the one who is gone, by id and by address', async () => {
    for (const fact of [kept, gone, merged('1', '2')]) await record(lumen, [fact], 'webhook');

    const person = { address: 'TWO@lumen.example', customerId: '2' };
    await record(lumen, [buildCheckoutFact({ token: 'late' }, person)], 'webhook');
    await record(lumen, [buildCheckoutFact({ token: 'guest' }, { address: 'two@lumen.example' })], 'webhook');

    const [contact] = await people();
    const checkouts = await database.repositories.checkouts.findMany(lumen, ['late', 'guest']);
    expect(checkouts.map((one) => one.contact)).toEqual([contact?.id, contact?.id]);
    expect(await database.connection.collection('contacts').countDocuments({ mergedInto: null })).toBe(1);
  });

  it('are forgotten under everything they went by', async () => {
    for (const fact of [kept, gone, merged('1', '2')]) await record(lumen, [fact], 'webhook');

    const redaction: StoreFact = {
      kind: 'redact-person',
      person: { customerId: '1', address: 'one@lumen.example' },
      orderIds: [],
      at: minutesLater(60),
    };
    const { redacted } = await record(lumen, [redaction], 'webhook');

    expect(redacted).toHaveLength(4);
    const rows = await database.connection.collection('contacts').find().toArray();
    expect(JSON.stringify(rows)).not.toMatch(/lumen\.example"|Name/);
  });

  it('are not brought back by a merge from before they were forgotten', async () => {
    await record(
      lumen,
      [{ kind: 'redact-person', person: { customerId: '2' }, orderIds: [], at: minutesLater(60) }],
      'webhook',
    );

    await record(lumen, [merged('1', '2')], 'webhook');

    expect(await people()).toEqual([]);
  });
});

describe('what describes a person', () => {
  it('is what the newest customer record says, in whatever order they come', async () => {
    const newest = customer('1', 'one@lumen.example', 9);
    const older: StoreFact = {
      kind: 'customer',
      person: { customerId: '1', address: 'one@lumen.example', firstName: 'Before' },
      at: builtAt,
    };

    for (const facts of [
      [older, newest],
      [newest, older],
    ]) {
      await database.connection.collection('contacts').deleteMany({});
      for (const fact of facts) await record(lumen, [fact], 'webhook');
      expect(await people()).toMatchObject([{ firstName: 'Name 1' }]);
    }
  });

  it('is never what a checkout says once the record has spoken', async () => {
    await record(lumen, [kept], 'webhook');
    const person = { address: 'one@lumen.example', customerId: '1', firstName: 'Typed in' };

    await record(lumen, [buildCheckoutFact({ updatedAt: minutesLater(60) }, person)], 'webhook');

    expect(await people()).toMatchObject([{ firstName: 'Name 1' }]);
  });
});

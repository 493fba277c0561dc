import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asFlowId, asShopId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { createContactProperties } from '../../shop/contact-properties.repository.ts';
import { createContactRepository } from '../../shop/contacts.repository.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createDatedContacts } from '../date-property/dated-contacts.repository.ts';
import { ensureFlowIndexes } from '../flow-indexes.repository.ts';
import { createSegmentMembersRepository } from './segment-members.repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('scan_flows');
  await ensureFlowIndexes(database.connection);
});
afterAll(() => database.drop());

const lumen = asShopId('lumen.example');
const other = asShopId('other.example');
const at = new Date('2026-03-02T10:00:00Z');

const born = async (shop: ShopId, name: string, birthday: string): Promise<ContactId> => {
  const contacts = createContactRepository(database.connection);
  const person = { address: `${name}@example.com` };
  const resolved = await contacts.resolve(shop, { person, at, authoritative: false });
  if (resolved === undefined) throw new TypeError('no contact');
  const { id } = resolved.contact;
  await createContactProperties(database.connection).set(shop, id, { name: 'birthday', value: birthday });
  return id;
};

const found = async (shop: ShopId, days: readonly string[]) => {
  const groups = createDatedContacts(database.connection).withDate(shop, {
    property: 'properties.birthday',
    days,
  });
  const all = [];
  for await (const group of groups) all.push(...group);
  return all;
};

describe('whose date is near, in a real database', () => {
  it('is everybody of the shop with one of the days, whatever the year, and nobody else', async () => {
    const ada = await born(lumen, 'ada', '1990-03-03');
    const bob = await born(lumen, 'bob', '2001-03-04T10:00:00Z');
    await born(lumen, 'cleo', '1990-04-03');
    await born(lumen, 'dora', 'March 3');
    await born(other, 'emil', '1990-03-03');

    const near = await found(lumen, ['03-03', '03-04']);

    expect(new Map(near.map(({ contact, date }) => [contact, date]))).toEqual(
      new Map([
        [ada, '1990-03-03'],
        [bob, '2001-03-04T10:00:00Z'],
      ]),
    );
    expect(await found(other, ['04-03'])).toEqual([]);
  });
});

describe('members of a segment, in a real database', () => {
  it('are found by their shop and flow through an index', async () => {
    const flow = asFlowId('segment');
    const members = createSegmentMembersRepository(database.connection);
    await members.watch({ shop: lumen, flow }, 1, at);

    const indexes = await database.connection.collection('segment_members').indexes();

    expect(indexes).toContainEqual(expect.objectContaining({ key: { shop: 1, flow: 1 } }));
  });
});

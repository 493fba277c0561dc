import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import type { ContactId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import { EncoreError } from '../lib/errors.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { createContactProperties } from './contact-properties.repository.ts';
import type { ContactProperties } from './contact-properties.repository.ts';
import type { PersonFacts } from './facts.ts';

const at = new Date('2026-05-01T10:00:00Z');
let database: ShopDatabase;
let properties: ContactProperties;

beforeAll(async () => {
  database = await shopDatabase('contact_properties');
  properties = createContactProperties(database.connection);
});
afterAll(() => database.drop());

const resolve = async (person: PersonFacts): Promise<ContactId> => {
  const resolved = await database.repositories.contacts.resolve(lumen, { person, at, authoritative: false });
  if (resolved === undefined) throw new EncoreError('not_found');
  return resolved.contact.id;
};

const read = async (id: ContactId): Promise<JsonObject | undefined> =>
  (await database.repositories.contacts.findMany(lumen, [id])).get(id)?.properties;

describe('properties of a contact', () => {
  it('are set, overwritten and taken away one by one', async () => {
    const ada = await resolve({ address: 'ada@lumen.example' });

    for (const [name, value] of [
      ['tier', 'silver'],
      ['visits', 3],
      ['tags', ['a', 'b']],
      ['tier', 'gold'],
      ['visits', null],
    ] as const)
      expect(await properties.set(lumen, ada, { name, value })).toBe('done');

    expect(await read(ada)).toEqual({ tier: 'gold', tags: ['a', 'b'] });
  });

  it('are a hundred at most; those that are there can still change', async () => {
    const bob = await resolve({ address: 'bob@lumen.example' });
    for (let n = 0; n < 100; n += 1) await properties.set(lumen, bob, { name: `p${n}`, value: n });

    expect(await properties.set(lumen, bob, { name: 'one-more', value: 1 })).toBe('properties_full');
    expect(await properties.set(lumen, bob, { name: 'p7', value: 'new' })).toBe('done');
    expect(await read(bob)).toMatchObject({ p7: 'new', p99: 99 });
  });

  it.each(['a.b', '$set', '__proto__', '', '1st', 'x'.repeat(65), 'a\0'])(
    'never have the name "%s"',
    async (name) => {
      const ada = await resolve({ address: 'ada@lumen.example' });

      await expect(properties.set(lumen, ada, { name, value: 1 })).rejects.toThrow(RangeError);
    },
  );

  it('belong to a contact of the shop that is still somebody', async () => {
    const gone = await resolve({ address: 'gone@lumen.example' });
    await properties.set(lumen, gone, { name: 'tier', value: 'gold' });
    await database.repositories.contacts.redact(lumen, gone, at);
    const change = { name: 'tier', value: 'gold' };

    expect(await properties.set(lumen, gone, change)).toBe('contact_gone');
    expect(await properties.set(lumen, asContactId('nobody'), change)).toBe('contact_gone');
    expect(await properties.set(umbra, await resolve({ address: 'ada@lumen.example' }), change)).toBe(
      'contact_gone',
    );
    expect(await read(gone)).toBeUndefined();
  });

  it('come together when two contacts turn out to be one, the one that is left having its own way', async () => {
    const byAddress = await resolve({ address: 'cleo@lumen.example' });
    const byCustomer = await resolve({ customerId: '7' });
    for (const id of [byAddress, byCustomer]) await properties.set(lumen, id, { name: 'of', value: id });
    await properties.set(lumen, byAddress, { name: 'a', value: 1 });
    await properties.set(lumen, byCustomer, { name: 'b', value: 2 });

    const left = await resolve({ address: 'cleo@lumen.example', customerId: '7' });

    expect(await read(left)).toEqual({ of: left, a: 1, b: 2 });
  });

  it('are set on whom an alias means', async () => {
    const byAddress = await resolve({ address: 'dora@lumen.example' });
    const byCustomer = await resolve({ customerId: '8' });
    const left = await resolve({ address: 'dora@lumen.example', customerId: '8' });

    for (const [n, id] of [byAddress, byCustomer].entries())
      await properties.set(lumen, id, { name: `p${n}`, value: n });

    expect(await read(left)).toEqual({ p0: 0, p1: 1 });
  });
});

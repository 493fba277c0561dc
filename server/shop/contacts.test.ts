import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { ContactRepository, ResolvedContact } from './contacts.repository.ts';
import type { PersonFacts } from './facts.ts';

let database: ShopDatabase;
let contacts: ContactRepository;

beforeAll(async () => {
  database = await shopDatabase('contacts');
  contacts = database.repositories.contacts;
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const shop of [lumen, umbra]) await contacts.deleteAll(shop);
});

const resolve = (
  person: PersonFacts,
  minutes = 0,
  authoritative = false,
): Promise<ResolvedContact | undefined> =>
  contacts.resolve(lumen, { person, authoritative, at: minutesLater(minutes) });

const count = (): Promise<number> =>
  database.connection.collection('contacts').countDocuments({ shop: lumen });

describe('resolving a person', () => {
  it('makes one contact however many hear of the person at once', async () => {
    const person = { address: 'Mara@Lumen.example', customerId: '7' };

    const answers = await Promise.all(Array.from({ length: 12 }, () => resolve(person)));

    expect(new Set(answers.map((answer) => answer?.contact.id)).size).toBe(1);
    expect(answers[0]?.contact.address).toBe('mara@lumen.example');
    expect(await count()).toBe(1);
  });

  it('takes addresses for one whatever their capitals', async () => {
    const one = await resolve({ address: 'mara@lumen.example' });

    const other = await resolve({ address: '  MARA@lumen.example' });

    expect(other?.contact.id).toBe(one?.contact.id);
  });

  it('completes a contact that was known by half', async () => {
    const guest = await resolve({ address: 'mara@lumen.example' });

    const customer = await resolve({ address: 'mara@lumen.example', customerId: '7' });

    expect(customer?.contact).toMatchObject({ id: guest?.contact.id, customerIds: ['7'] });
  });

  it('makes one of two when address and customer turn out to be one person', async () => {
    const account = await resolve({ customerId: '7' }, 5);
    const guest = await resolve({ address: 'mara@lumen.example' }, 1);

    const both = await resolve({ address: 'mara@lumen.example', customerId: '7' }, 9);

    expect(both?.contact).toMatchObject({
      id: guest?.contact.id,
      customerIds: ['7'],
      address: 'mara@lumen.example',
    });
    expect(both?.merged).toBe(account?.contact.id);
  });

  it('follows the alias that a merge leaves, also through a second merge', async () => {
    const first = await resolve({ customerId: '7' }, 9);
    const second = await resolve({ customerId: '8' }, 5);
    await resolve({ address: 'mara@lumen.example' }, 1);
    await resolve({ address: 'mara@lumen.example', customerId: '7' });
    const last = await resolve({ address: 'mara@lumen.example', customerId: '8' });
    const ids = [first?.contact.id, second?.contact.id].filter((id) => id !== undefined);

    const found = await contacts.findMany(lumen, ids);

    expect(found.size).toBe(2);
    for (const contact of found.values())
      expect(contact).toMatchObject({ id: last?.contact.id, customerIds: ['7', '8'] });
    expect(await contacts.findByCustomerId(lumen, '7')).toMatchObject({ id: last?.contact.id });
  });

  it('merges once when many find out at once', async () => {
    await resolve({ customerId: '7' }, 5);
    await resolve({ address: 'mara@lumen.example' }, 1);

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => resolve({ address: 'mara@lumen.example', customerId: '7' }, 9)),
    );

    expect(new Set(answers.map((answer) => answer?.contact.id)).size).toBe(1);
    expect(await contacts.findByAddress(lumen, 'mara@lumen.example')).toMatchObject({ customerIds: ['7'] });
  });

  it('takes reservations under the frequency cap along', async () => {
    const account = await resolve({ customerId: '7' }, 5);
    const rows = database.connection.collection<{ _id: string }>('contacts');
    const cap = [{ message: 'm1', at: builtAt }];
    await rows.updateOne({ _id: account?.contact.id ?? '' }, { $set: { cap } });
    await resolve({ address: 'mara@lumen.example' }, 1);

    const both = await resolve({ address: 'mara@lumen.example', customerId: '7' }, 9);

    expect(await rows.findOne({ _id: both?.contact.id ?? '' })).toMatchObject({ cap });
  });

  it('writes to the address that was typed, not to that of the account', async () => {
    const account = await resolve({ address: 'mara@lumen.example', customerId: '7' });

    const gift = await resolve({ address: 'noor@lumen.example', customerId: '7' });
    const again = await resolve({ address: 'noor@lumen.example', customerId: '7' });

    expect(gift?.contact.id).not.toBe(account?.contact.id);
    expect(gift?.contact).toMatchObject({ address: 'noor@lumen.example', customerIds: [] });
    expect(again?.contact.id).toBe(gift?.contact.id);
  });

  it('lets the account itself change the address', async () => {
    const before = await resolve({ address: 'mara@lumen.example', customerId: '7' });

    const after = await resolve({ address: 'mara@new.example', customerId: '7' }, 1, true);

    expect(after?.contact).toMatchObject({ id: before?.contact.id, address: 'mara@new.example' });
    expect(await contacts.findByAddress(lumen, 'mara@lumen.example')).toBeUndefined();
  });

  it('knows nobody without an address and a customer id', async () => {
    expect(await resolve({ firstName: 'Mara' })).toBeUndefined();
  });

  it('keeps shops apart', async () => {
    const here = await resolve({ address: 'mara@lumen.example' });

    const there = await contacts.resolve(umbra, {
      person: { address: 'mara@lumen.example' },
      authoritative: false,
      at: builtAt,
    });

    expect(there?.contact.id).not.toBe(here?.contact.id);
    expect((await contacts.findMany(umbra, here === undefined ? [] : [here.contact.id])).size).toBe(0);
  });

  it('keeps what it was told when less is told later', async () => {
    const known = await resolve({ address: 'mara@lumen.example', firstName: 'Mara', locale: 'de' });
    const id = known?.contact.id;

    if (id !== undefined)
      await contacts.describeMany(lumen, [{ id, person: { lastName: 'Lind' }, at: builtAt }]);

    const found = await contacts.findByAddress(lumen, 'mara@lumen.example');
    expect(found).toMatchObject({ firstName: 'Mara', lastName: 'Lind', locale: 'de' });
  });
});

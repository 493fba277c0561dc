import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactId } from '../../lib/brand.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { codeOf, fieldsOf } from '../../testing/admin-api/api-harness.ts';
import { anchorAt, lumen, stranger, waitingIn } from '../../testing/flows/life-world.ts';
import { after, createPeopleWorld } from '../../testing/flows/people-world.ts';
import type { PeopleWorld } from '../../testing/flows/people-world.ts';
import { buildOrderFact, buildPerson, buildProductFact } from '../../testing/shop/build-facts.ts';
import { contactCountSchema, contactListSchema } from './contact.contract.ts';
import type { ContactListView } from './contact.contract.ts';
import { accessPageSchema } from '../privacy/privacy.contract.ts';
import { placeOfId } from './count-contacts.ts';
import { digest } from '../../lib/digest.ts';

let world: PeopleWorld;

beforeAll(async () => {
  world = await createPeopleWorld('find_contacts');
  const titles = { mug: 'Ceramic mug', lamp: 'Oak lamp', bowl: '<img src=x onerror=alert(1)> bowl' };
  const products = Object.entries(titles).map(([id, title]) => buildProductFact({ id, title }));
  await createRecordFacts(world.data.shop)(lumen, products, 'webhook');
});
beforeEach(() => world.forget());
afterAll(() => world.close());

const person = (address: string, names: { firstName?: string; lastName?: string } = {}, at = anchorAt) =>
  world.person({ address, ...names }, at);

let orders = 0;
const buys = async (address: string, productId: string, more: object = {}): Promise<void> => {
  orders += 1;
  const line = { productId, title: productId, quantity: 1, price: '10.00' };
  const fact = buildOrderFact(
    { id: `order-${orders}`, lines: [line], placedAt: after(orders), ...more },
    buildPerson({ address, customerId: address }),
  );
  await createRecordFacts(world.data.shop)(lumen, [fact], 'webhook');
};

const list = async (body: object = {}): Promise<ContactListView> =>
  contactListSchema.parse((await world.ask('post', '/contacts/search', body)).body);
const addressesOf = ({ contacts }: ContactListView): readonly (string | null)[] =>
  contacts.map(({ address }) => address);
const count = async (where: object) =>
  contactCountSchema.parse((await world.ask('post', '/contacts/count', { where })).body);
const exported = async (body: object = {}): Promise<readonly string[]> => {
  const answer = await world.ask('post', '/contacts/export', body).buffer(true);
  expect([answer.status, answer.type]).toEqual([200, 'text/csv']);
  return answer.text.replace('\uFEFF', '').split('\r\n').slice(0, -1);
};
const emails = (lines: readonly string[]): readonly string[] =>
  lines.slice(1).map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '');

const inGermany = { property: 'countryCode', is: 'equals', value: 'DE' };
const ordered = { event: 'order.placed', atLeast: 1 };

describe('contacts by what they bought', () => {
  it('are found by a part of the title, newest order first, with the product that they were found by', async () => {
    await buys('a@lumen.example', 'mug');
    await buys('b@lumen.example', 'lamp');
    await buys('c@lumen.example', 'mug');

    const found = await list({ search: 'MUG' });

    expect(addressesOf(found)).toEqual(['c•••@lumen.example', 'a•••@lumen.example']);
    expect(found.contacts.map(({ bought }) => bought)).toEqual(['Ceramic mug', 'Ceramic mug']);
  });

  it('come behind those who are called so, once', async () => {
    await buys('buyer@lumen.example', 'mug');
    await person('mug@lumen.example', { firstName: 'Mug' });
    await buys('mug@lumen.example', 'mug');

    const found = await list({ search: 'mug' });

    expect(found.contacts.map(({ address, bought }) => [address, bought])).toEqual([
      ['m•••@lumen.example', null],
      ['b•••@lumen.example', 'Ceramic mug'],
    ]);
  });

  it('are not those of cancelled and test orders, nor found by two letters or by what no title holds', async () => {
    await buys('test@lumen.example', 'mug', { test: true });
    await buys('gone@lumen.example', 'mug', { cancelledAt: after(500) });
    await buys('yes@lumen.example', 'lamp');

    expect(addressesOf(await list({ search: 'mug' }))).toEqual([]);
    expect(addressesOf(await list({ search: 'oa' }))).toEqual([]);
    expect(addressesOf(await list({ search: 'l.mp' }))).toEqual([]);
    expect(addressesOf(await list({ search: 'oak' }))).toEqual(['y•••@lumen.example']);
  });
});

describe('contacts of whom a condition holds', () => {
  it('are listed newest first, page by page, each once', async () => {
    for (let n = 0; n < 70; n += 1)
      await world.person(
        { address: `p${n}@lumen.example`, countryCode: n % 5 === 0 ? 'FR' : 'DE' },
        after(n),
      );

    const first = await list({ where: inGermany });
    const second = await list({ where: inGermany, cursor: first.nextCursor });

    expect([first.contacts.length, second.contacts.length, second.nextCursor]).toEqual([50, 6, null]);
    expect(new Set([...first.contacts, ...second.contacts].map(({ id }) => id)).size).toBe(56);
  });

  it('are counted, erased and merged ones left out', async () => {
    await buys('a@lumen.example', 'mug');
    await person('b@lumen.example');
    const gone = await person('c@lumen.example');
    await world.data.shop.contacts.redact(lumen, gone, after(5));

    expect(await count(ordered)).toEqual({ count: 1, of: 2, exact: true });
    expect(await count({ not: ordered })).toEqual({ count: 1, of: 2, exact: true });
    expect(await count({ all: [] })).toEqual({ count: 2, of: 2, exact: true });
  });

  it('are reckoned from a thousand where there are more, and near the truth', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      _id: digest(lumen, 'contact', `p${n}`, ''),
      shop: lumen,
      address: `p${n}@lumen.example`,
      countryCode: n % 4 === 0 ? 'DE' : 'FR',
      createdAt: anchorAt,
    }));
    await world.data.connection.collection<{ _id: string }>('contacts').insertMany(rows);

    const found = await count(inGermany);

    expect(found.exact).toBe(false);
    expect(Math.abs(found.of - 3000)).toBeLessThan(450);
    expect(Math.abs(found.count - 750)).toBeLessThan(200);
  });

  it.each([
    { where: { property: '$where', is: 'equals', value: 1 } },
    { where: ordered, search: 'mara' },
    { where: [] },
    { where: inGermany, view: 'nobody' },
  ])('refuses %j', async (body) => {
    const answers = [
      await world.ask('post', '/contacts/search', body),
      await world.ask('post', '/contacts/export', body),
    ];

    expect(answers.map(({ status, body: told }) => [status, codeOf(told)])).toEqual([
      [400, 'request_invalid'],
      [400, 'request_invalid'],
    ]);
  });
});

describe('the export', () => {
  it('holds everybody, not only a page, with whole addresses, and nobody who was erased', async () => {
    for (let n = 0; n < 120; n += 1) await person(`p${n}@lumen.example`, {}, after(n));
    const gone = await person('gone@lumen.example', { firstName: 'Gone' });
    await world.data.shop.contacts.redact(lumen, gone, after(5));

    const lines = await exported();

    expect(new Set(emails(lines)).size).toBe(120);
    expect(emails(lines)[0]).toBe('p119@lumen.example');
    expect(lines.join('')).not.toContain('gone@');
  });

  it('is of what the list shows: a view, a condition or a search', async () => {
    const waits = async (id: ContactId, about: string) =>
      world.data.engine.store.enroll(waitingIn('wait-1', about, { contact: id }));
    const mara = await person('mara@lumen.example', { firstName: 'Mara' });
    await buys('buyer@lumen.example', 'mug');
    await waits(mara, 'one');
    await waits(mara, 'two');

    expect(emails(await exported({ view: 'in-flow' }))).toEqual(['mara@lumen.example']);
    expect(emails(await exported({ where: ordered }))).toEqual(['buyer@lumen.example']);
    expect(emails(await exported({ search: 'mara@' }))).toEqual(['mara@lumen.example']);
    expect(emails(await exported({ search: 'ceramic' }))).toEqual(['buyer@lumen.example']);
    expect(emails(await exported({ view: 'subscribed' }))).toEqual([]);
  });

  it('lets nothing that somebody wrote run in a spreadsheet', async () => {
    await person('evil@lumen.example', { firstName: '=cmd|/C calc!A0', lastName: '"quoted",\n@SUM(1)' });

    const [, line = ''] = (await exported()).join('\r\n').split(/\r\n/);

    expect(line).toContain(`"'=cmd|/C calc!A0"`);
    expect(line).toContain('"""quoted"",\n@SUM(1)"');
  });

  it('is written into the log of who looked, before anything is sent', async () => {
    await exported();
    const { accesses } = accessPageSchema.parse((await world.ask('get', '/privacy/access-log')).body);

    expect(accesses[0]).toMatchObject({ action: 'exportContacts', about: null, user: '7' });
  });

  it('is a file that holds nobody of another shop', async () => {
    await person('mara@lumen.example');
    const answer = await world.as(stranger)('post', '/contacts/export', {}).buffer(true);

    expect(answer.headers['content-disposition']).toBe('attachment; filename="contacts.csv"');
    expect(answer.text).not.toContain('mara');
  });
});

describe('a place among ids', () => {
  it('is their order, evenly', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => digest(String(n)));
    const places = ids.toSorted().map(placeOfId);

    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const [index, place] of places.entries()) expect(Math.abs(place - index / 2000)).toBeLessThan(0.06);
  });
});

describe('saved segments', () => {
  const buyers = { id: 'buyers', title: 'Buyers', where: ordered };
  const create = (body: object = buyers) => world.ask('post', '/segments', body);
  beforeEach(() => world.data.connection.collection('segments').deleteMany({}));

  it('are kept under a name, and are the same when they are sent twice', async () => {
    const [first, again] = [await create(), await create()];
    const listed = await world.ask('get', '/segments');

    expect([first.status, again.body]).toEqual([200, first.body]);
    expect(listed.body).toMatchObject({ segments: [{ ...buyers, rev: 1 }], platform: [] });
  });

  it('are changed and deleted by whoever has seen the newest', async () => {
    await create();
    const changed = await world.ask('patch', '/segments/buyers', { rev: 1, title: 'Customers' });
    const late = await world.ask('patch', '/segments/buyers', { rev: 1, where: inGermany });
    const tooLate = await world.ask('post', '/segments/buyers/delete', { rev: 1 });
    const gone = await world.ask('post', '/segments/buyers/delete', { rev: 2 });

    expect(changed.body).toMatchObject({ title: 'Customers', where: ordered, rev: 2 });
    expect([late.status, codeOf(late.body), fieldsOf(late.body)]).toEqual([
      409,
      'version_conflict',
      { 'yours.rev': '1', 'current.rev': '2' },
    ]);
    expect([tooLate.status, gone.status]).toEqual([409, 200]);
    expect((await world.ask('post', '/segments/buyers/delete', { rev: 2 })).status).toBe(404);
  });

  it('refuse another condition under a name that is taken, and what is no condition', async () => {
    await create();

    expect((await create({ ...buyers, where: inGermany })).status).toBe(409);
    expect((await create({ ...buyers, id: 'two', where: { event: 'x' } })).status).toBe(400);
    expect((await create({ ...buyers, id: 'a/b' })).status).toBe(400);
    expect((await create({ ...buyers, id: 'two', title: '  ' })).status).toBe(400);
  });

  it('stand beside those of the platform that somebody joined', async () => {
    const joined = (customerId: string, names: readonly string[]) => ({
      kind: 'mark' as const,
      mark: { person: { customerId }, did: 'joined-segment' as const, names, at: anchorAt },
    });
    const facts = [joined('1', ['77']), joined('2', ['77', '88'])];
    await createRecordFacts(world.data.shop)(lumen, facts, 'webhook');

    expect((await world.ask('get', '/segments')).body).toMatchObject({
      platform: [
        { id: '77', joined: 2 },
        { id: '88', joined: 1 },
      ],
    });
    expect((await world.as(stranger)('get', '/segments')).body).toEqual({ segments: [], platform: [] });
  });
});

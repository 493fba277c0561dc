import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactId } from '../../lib/brand.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import { anchorAt, lumen, waitingIn } from '../../testing/flows/life-world.ts';
import { after, cart, createPeopleWorld } from '../../testing/flows/people-world.ts';
import type { PeopleWorld } from '../../testing/flows/people-world.ts';
import { buildOrderFact, buildPerson } from '../../testing/shop/build-facts.ts';
import { contactDetailSchema, contactListSchema } from './contact.contract.ts';
import type { ContactDetailView, ContactListView } from './contact.contract.ts';

let world: PeopleWorld;

beforeAll(async () => {
  world = await createPeopleWorld('contact_pages');
});
beforeEach(() => world.forget());
afterAll(() => world.close());

const person = (
  address: string,
  names: { firstName?: string; lastName?: string } = {},
  at = anchorAt,
): Promise<ContactId> => world.person({ address, ...names }, at);

const subscribe = (address: string, state: 'subscribed' | 'unsubscribed' = 'subscribed') =>
  world.data.shop.consents.stateMany(lumen, [
    {
      addressDigest: addressDigest(lumen, address),
      state,
      source: 'checkout',
      statedAt: anchorAt,
      textVersion: 'v3',
      ip: '203.0.113.9',
    },
  ]);

const list = async (body: object = {}): Promise<ContactListView> =>
  contactListSchema.parse((await world.ask('post', '/contacts/search', body)).body);
const idsOf = ({ contacts }: ContactListView): readonly string[] => contacts.map(({ id }) => id);
const read = async (id: ContactId): Promise<ContactDetailView> =>
  contactDetailSchema.parse((await world.ask('get', `/contacts/${id}`)).body);

const wait = (contact: ContactId, about = 'checkout-1', dueAt = after(30)) =>
  world.data.engine.store.enroll(waitingIn('wait-1', about, { contact, dueAt }));

describe('the list of contacts', () => {
  it('says of each how they stand, what they bought and where they wait', async () => {
    const mara = await person('mara@lumen.example', { firstName: 'Mara', lastName: 'Lind' });
    await subscribe('mara@lumen.example');
    const facts = [
      buildOrderFact({ id: '1', total: { amount: '24.50', currency: 'EUR' } }, buildPerson()),
      buildOrderFact({ id: '2', total: { amount: '5.25', currency: 'EUR' } }, buildPerson()),
      buildOrderFact({ id: '3', total: { amount: '900.00', currency: 'EUR' }, test: true }, buildPerson()),
    ];
    await createRecordFacts(world.data.shop)(lumen, facts, 'webhook');
    await wait(mara);

    const { contacts } = await list();

    expect(contacts).toEqual([
      {
        id: mara,
        name: 'Mara Lind',
        address: 'm•••@lumen.example',
        emailStatus: 'subscribed',
        totals: {
          orders: 2,
          spent: [{ amount: '29.75', currency: 'EUR' }],
          lastOrderAt: '2026-03-02T10:00:00.000Z',
        },
        lastSeenAt: '2026-03-02T10:00:00.000Z',
        flows: ['Abandoned checkout'],
        bought: null,
      },
    ]);
  });

  it('goes on from its cursor, newest first, and shows nobody twice', async () => {
    for (let n = 0; n < 70; n += 1)
      await person(`p${String(n).padStart(2, '0')}@lumen.example`, {}, after(Math.floor(n / 3)));

    const first = await list();
    const second = await list({ cursor: first.nextCursor });

    expect(first.contacts).toHaveLength(50);
    expect(second.contacts).toHaveLength(20);
    expect(second.nextCursor).toBeNull();
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(70);
    expect(second.contacts.at(-1)?.address).toBe('p•••@lumen.example');
  });

  it('shows those who agreed, and those who can’t be mailed', async () => {
    const yes = await person('yes@lumen.example');
    const no = await person('no@lumen.example');
    const bounced = await person('bounced@lumen.example');
    await person('silent@lumen.example');
    await subscribe('yes@lumen.example');
    await subscribe('no@lumen.example', 'unsubscribed');
    await subscribe('bounced@lumen.example');
    const digest = addressDigest(lumen, 'bounced@lumen.example');
    await world.data.shop.suppressions.add(lumen, {
      addressDigest: digest,
      reason: 'hard_bounce',
      at: anchorAt,
    });

    expect(idsOf(await list({ view: 'subscribed' }))).toEqual([yes]);
    expect(idsOf(await list({ view: 'unmailable' })).toSorted()).toEqual([bounced, no].toSorted());
  });

  it('shows who waits in a flow, soonest due first, each once', async () => {
    const late = await person('late@lumen.example');
    const soon = await person('soon@lumen.example');
    await person('idle@lumen.example');
    await wait(late, 'a', after(90));
    await wait(soon, 'b', after(10));
    await wait(soon, 'c', after(20));

    expect(idsOf(await list({ view: 'in-flow' }))).toEqual([soon, late]);
  });

  it('leaves nobody out where many are due at one moment', async () => {
    for (let n = 0; n < 60; n += 1) await wait(await person(`p${n}@lumen.example`), `about-${n}`);

    const page = await list({ view: 'in-flow' });

    expect(new Set(idsOf(page)).size).toBe(60);
    expect((await list({ view: 'in-flow', cursor: page.nextCursor })).contacts).toEqual([]);
  });

  it.each([
    ['mara@', ['mara']],
    ['MARA', ['mara', 'jose']],
    ['lind', ['mara']],
    ['mara l', ['mara']],
    ['lind mara', ['mara']],
    ['jose', ['jose']],
    ['José Mar', ['jose']],
    ['nobody', []],
    ['.*', []],
  ])('finds %s by the beginning of an address or a name', async (search, found) => {
    const mara = await person('mara@lumen.example', { firstName: 'Mara', lastName: 'Lind' });
    const jose = await person('j@lumen.example', { firstName: 'José', lastName: 'Maradona' }, after(-1));
    const names = new Map<string, string>([
      [mara, 'mara'],
      [jose, 'jose'],
    ]);

    const { contacts } = await list({ search });

    expect(contacts.map(({ id }) => names.get(id))).toEqual(found);
  });

  it.each([{ cursor: 'junk' }, { view: 'in-flow', cursor: '1~2' }, { view: 'everybody' }, { page: 2 }])(
    'refuses %j',
    async (body) => {
      const answer = await world.ask('post', '/contacts/search', body);

      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_invalid']);
    },
  );
});

describe('the page of one contact', () => {
  it('shows who it is, the proof of consent and what comes next', async () => {
    const mara = await person('mara@lumen.example', { firstName: 'Mara' });
    await subscribe('mara@lumen.example');
    await wait(mara);

    const page = await read(mara);

    expect(page).toMatchObject({
      id: mara,
      name: 'Mara',
      address: 'mara@lumen.example',
      emailStatus: 'subscribed',
      consent: { state: 'subscribed', source: 'checkout', textVersion: 'v3', ip: '203.0.113.9' },
      suppression: null,
      totals: { orders: 0, spent: [], lastOrderAt: null },
    });
    expect(page.now).toMatchObject([
      {
        flow: { id: cart, status: 'live' },
        does: 'wait',
        next: 'send-email',
        dueAt: after(30).toISOString(),
        canSkip: true,
      },
    ]);
  });

  it('says of somebody erased only that', async () => {
    const gone = await person('gone@lumen.example', { firstName: 'Gone' });
    await world.data.shop.contacts.redact(lumen, gone, after(5));

    expect(await read(gone)).toMatchObject({
      name: null,
      address: null,
      emailStatus: 'erased',
      erasedAt: after(5).toISOString(),
    });
  });

  it('is found under the id it had before it was merged', async () => {
    const first = await person('mara@lumen.example');
    const second = await world.data.shop.contacts.resolve(lumen, {
      person: { customerId: '77' },
      authoritative: true,
      at: anchorAt,
    });
    await world.data.shop.contacts.resolve(lumen, {
      person: { address: 'mara@lumen.example', customerId: '77' },
      authoritative: true,
      at: anchorAt,
    });
    const ids = [first, second?.contact.id ?? first];

    const pages = await Promise.all(ids.map(read));

    expect(new Set(pages.map(({ id }) => id)).size).toBe(1);
  });
});

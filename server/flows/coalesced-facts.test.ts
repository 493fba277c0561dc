import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { asShopId } from '../lib/brand.ts';
import { flowDatabase } from '../testing/flows/flow-database.ts';
import type { FlowDatabase } from '../testing/flows/flow-database.ts';
import { buildCheckoutFact, buildPerson, builtAt } from '../testing/shop/build-facts.ts';
import { coalescePeople } from './coalesced-facts.ts';
import { createShopFacts } from './shop-facts-from.ts';

const shop = asShopId('lumen.myshopify.com');
const addresses = ['ada@lumen.example', 'bo@lumen.example', 'cy@lumen.example'];

let bench: FlowDatabase;
let calls: string[];

beforeAll(async () => {
  bench = await flowDatabase('coalesced-facts', builtAt);
  const said = addresses.flatMap((address, n) => [
    buildCheckoutFact({ token: `t-${n}` }, buildPerson({ address, customerId: undefined })),
    {
      kind: 'consent' as const,
      consent: { person: { address }, state: 'subscribed' as const, source: 'checkout', statedAt: builtAt },
    },
  ]);
  await bench.record(shop, said, 'webhook');
});
beforeEach(() => {
  calls = [];
});
afterAll(() => bench.database.drop());

/** Facts over a database whose reads of people are written down. */
const counted = () => {
  const { contacts, consents } = bench.repositories;
  const people = {
    contacts: {
      ...contacts,
      findMany: ((of, ids) => {
        calls.push(`contacts ${ids.length}`);
        return contacts.findMany(of, ids);
      }) satisfies typeof contacts.findMany,
    },
    consents: {
      ...consents,
      findMany: ((of, digests) => {
        calls.push(`consents ${digests.length}`);
        return consents.findMany(of, digests);
      }) satisfies typeof consents.findMany,
    },
  };
  return createShopFacts(coalescePeople({ ...bench.repositories, ...people }));
};

const ids = async () => {
  const found = await bench.repositories.contacts.findByAddresses(shop, addresses);
  return found.map(({ id }) => id);
};

it('asks for people once, though many ask for them and for what they agreed to at the same moment', async () => {
  const facts = counted();
  const people = await ids();

  const answers = await Promise.all(
    people.map((id) =>
      Promise.all([facts.contacts.findMany(shop, [id]), facts.contacts.consentsOf(shop, [id])]),
    ),
  );

  expect(calls).toEqual(['contacts 3', 'consents 3']);
  for (const [place, [contacts, consents]] of answers.entries()) {
    const id = people[place];
    expect([...contacts.keys()]).toEqual([id]);
    expect([...consents]).toMatchObject([[id, { state: 'subscribed' }]]);
  }
});

it('keeps nothing: who asks later is answered anew', async () => {
  const facts = counted();
  const [id] = await ids();
  if (id === undefined) throw new TypeError('nobody is there');

  await facts.contacts.findMany(shop, [id]);
  await facts.contacts.findMany(shop, [id]);

  expect(calls).toEqual(['contacts 1', 'contacts 1']);
});

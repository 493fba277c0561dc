import type { Connection } from 'mongoose';
import { asContactId, asShopId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { evaluatePredicate } from '../../engine/evaluate-predicate.ts';
import type { Predicate } from '../../engine/predicate.ts';
import { loadContactFacts } from '../../flows/contact-facts.ts';
import { createSegmentQuery } from '../../flows/segments/segment-query.repository.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import { consentRows } from '../../shop/consents.model.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import type { ContactRow } from '../../shop/contacts.model.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { shopRows } from '../../shop/shops.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';
import { rowId } from '../../shop/versioned-row.ts';
import { shopSettings } from '../shop/shop-settings.ts';
import type { ArbitraryPerson } from './arbitrary-predicates.ts';

/** Finds the people of a predicate; there are two, and they must agree. */
export interface Interpreter {
  matching(predicate: Predicate, now: Date): Promise<readonly string[]>;
}

export interface PredicateWorld {
  readonly memory: Interpreter;
  readonly mongo: Interpreter;
  /** Replaces everybody; person `n` is called `person-n`. */
  settle(people: readonly ArbitraryPerson[]): Promise<void>;
}

const shop: ShopId = asShopId('predicates.example');
const neighbour: ShopId = asShopId('neighbour.example');
const epoch = new Date('2026-01-01T00:00:00Z');

const addressOf = (n: number): string => `person-${n}@example.com`;

const contactOf = (
  owner: ShopId,
  { firstName, countryCode, ...person }: ArbitraryPerson,
  n: number,
): ContactRow => {
  const address = addressOf(n);
  return {
    _id: asContactId(owner === shop ? `person-${n}` : `stranger-${n}`),
    shop: owner,
    address,
    addressDigest: addressDigest(owner, address),
    customerIds: person.customerIds?.map((id) => `${id}-${n}`),
    firstName,
    countryCode,
    properties: person.properties,
    createdAt: epoch,
  };
};

const eventsOf = ({ _id, shop: owner }: ContactRow, { events }: ArbitraryPerson) =>
  events.map(({ type, at, data }, n) => ({
    _id: `${_id}-${n}`,
    shop: owner,
    type,
    about: 'x',
    contact: _id,
    at,
    data,
    sources: ['webhook'],
  }));

const consentOf = (
  { shop: owner, addressDigest: digest = '' }: ContactRow,
  { statements }: ArbitraryPerson,
) => ({
  _id: rowId(owner, digest),
  shop: owner,
  addressDigest: digest,
  statements: statements.map((state, n) => ({ key: `${n}`, state, source: 'test', statedAt: new Date(n) })),
});

const memoryInterpreter = (connection: Connection, everybody: () => readonly ContactId[]): Interpreter => {
  const facts = createShopFacts(createShopRepositories(connection));
  const names = new Set(['zone', 'contact', 'events'] as const);
  return {
    matching: async (predicate, now) => {
      const known = await loadContactFacts(facts, { shop, contacts: everybody(), names, now });
      return [...known].flatMap(([id, of]) => (evaluatePredicate(predicate, of, now) ? [id] : [])).toSorted();
    },
  };
};

/** One shop in a real database, and a neighbour with the same people who must never be found. */
export const openPredicateWorld = async (connection: Connection): Promise<PredicateWorld> => {
  const query = createSegmentQuery(connection);
  const contacts = contactRows(connection);
  const consents = consentRows(connection);
  const events = storeEventRows(connection);
  let everybody: readonly ContactId[] = [];
  const installed = {
    platform: 'shopify',
    status: 'installed',
    installedAt: epoch,
    detailsAt: epoch,
  } as const;
  await shopRows(connection).insertOne({ ...shopSettings, ...installed, _id: shop, zone: 'Europe/Berlin' });
  return {
    memory: memoryInterpreter(connection, () => everybody),
    mongo: {
      matching: async (predicate, now) => [...(await query.matching(shop, predicate, { now }))].toSorted(),
    },
    settle: async (people) => {
      for (const rows of [contacts, consents, events]) await rows.deleteMany({});
      for (const owner of [shop, neighbour]) {
        const settled = people.map((person, n) => ({ person, row: contactOf(owner, person, n) }));
        await contacts.insertMany(settled.map(({ row }) => row));
        await consents.insertMany(settled.map(({ row, person }) => consentOf(row, person)));
        const happened = settled.flatMap(({ row, person }) => eventsOf(row, person));
        if (happened.length > 0) await events.insertMany(happened);
      }
      everybody = people.map((_person, n) => asContactId(`person-${n}`));
    },
  };
};

import type { ContactId, ShopId } from '../lib/brand.ts';
import { applyFacts } from './apply-facts.ts';
import { eraseShop, redactPerson } from './erase.ts';
import type { RedactedPerson } from './erase.ts';
import { eventsOfFact, mergedEvent } from './events-of-fact.ts';
import type { HeardFact } from './events-of-fact.ts';
import { mentionedIn, personOfFact } from './fact-person.ts';
import type { FactOf, PersonFacts, StoreFact } from './facts.ts';
import type { JournalFacts } from './journal/journal-facts.ts';
import { attachVisits, joinVisits } from './join-visits.ts';
import { personDigests } from './person-digest.ts';
import type { ErasedPerson } from './personal-fields.ts';
import { resolvePeople } from './resolve-people.ts';
import type { Merge } from './resolve-people.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';
import type { StoreEvent } from './store-event.ts';

export interface Recorded {
  /** New or already known alike: whoever reacts has to be idempotent. */
  readonly events: readonly StoreEvent[];
  /** Digests of people who were redacted, now or before: what names them must not be kept. */
  readonly redacted: readonly string[];
  /** People who were redacted now: others may keep something of them too. */
  readonly erased: readonly ErasedPerson[];
}

/** `source`: `webhook`, `backfill`, `import`, `poll`, `page` or `provider`. */
export type RecordFacts = (shop: ShopId, facts: readonly StoreFact[], source: string) => Promise<Recorded>;

const isKind =
  <Kind extends StoreFact['kind']>(kind: Kind) =>
  (fact: StoreFact): fact is FactOf<Kind> =>
    fact.kind === kind;

const digestsOf = (shop: ShopId, fact: StoreFact): readonly string[] =>
  mentionedIn(fact).flatMap(({ person }) => personDigests(shop, person));

interface Sifted {
  readonly kept: readonly StoreFact[];
  readonly redacted: readonly string[];
  /** Up to when that person is redacted. */
  readonly at: (person: PersonFacts) => Date;
}

/** Facts not newer than a redaction of their person are as if never heard. */
const withoutRedacted = async (
  repositories: ShopRepositories,
  shop: ShopId,
  facts: readonly StoreFact[],
): Promise<Sifted> => {
  const digests = [...new Set(facts.flatMap((fact) => digestsOf(shop, fact)))];
  const redactions = await repositories.redactions.findMany(shop, digests);
  const at = (person: PersonFacts): Date => {
    const times = personDigests(shop, person).map((one) => redactions.get(one)?.getTime() ?? 0);
    return new Date(Math.max(0, ...times));
  };
  if (redactions.size === 0) return { kept: facts, redacted: [], at };
  const isPast = (fact: StoreFact): boolean => {
    const at = mentionedIn(fact)[0]?.at;
    return digestsOf(shop, fact).some((one) => {
      const redactedAt = redactions.get(one);
      return redactedAt !== undefined && at !== undefined && at <= redactedAt;
    });
  };
  return { kept: facts.filter((fact) => !isPast(fact)), redacted: [...redactions.keys()], at };
};

const lacksAddress = ({ fact, contact }: HeardFact): boolean =>
  fact.kind === 'consent' && fact.consent.person.address === undefined && contact !== undefined;

/** A statement may name the customer only; it is about the address that is known of them. */
const withAddresses = async (
  repositories: ShopRepositories,
  shop: ShopId,
  heard: readonly HeardFact[],
): Promise<readonly HeardFact[]> => {
  const ids = heard.filter(lacksAddress).flatMap(({ contact }) => contact ?? []);
  if (ids.length === 0) return heard;
  const known = await repositories.contacts.findMany(shop, ids);
  return heard.map((one) => {
    const { fact, contact } = one;
    if (fact.kind !== 'consent' || contact === undefined || !lacksAddress(one)) return one;
    const person = { ...fact.consent.person, address: known.get(contact)?.address };
    return { ...one, fact: { ...fact, consent: { ...fact.consent, person } } };
  });
};

const mergeCustomers = async (
  { contacts }: ShopRepositories,
  shop: ShopId,
  facts: readonly StoreFact[],
): Promise<readonly Merge[]> => {
  const merges: Merge[] = [];
  for (const fact of facts.filter(isKind('customers-merged'))) {
    const { contact, merged } = await contacts.mergeCustomers(shop, fact);
    if (merged !== undefined) merges.push({ from: merged, to: contact.id });
  }
  return merges;
};

const hear = async (
  repositories: ShopRepositories,
  shop: ShopId,
  { facts, source }: { facts: readonly StoreFact[]; source: string },
): Promise<{ readonly heard: readonly HeardFact[]; readonly merged: readonly StoreEvent[] }> => {
  const people = facts.flatMap((fact) => {
    const about = personOfFact(fact);
    return about === undefined ? [] : [{ fact, about }];
  });
  const mergedCustomers = await mergeCustomers(repositories, shop, facts);
  const { contacts, merges: mergedPeople } = await resolvePeople(
    repositories.contacts,
    shop,
    people.map(({ about }) => about),
  );
  const merges = [...mergedCustomers, ...mergedPeople];
  const contactOf = new Map<StoreFact, ContactId | undefined>(
    people.map(({ fact }, index) => [fact, contacts[index]]),
  );
  for (const { from, to } of merges) {
    await repositories.orders.relink(shop, from, to);
    await repositories.checkouts.relink(shop, from, to);
    await repositories.events.relink(shop, from, to);
    await repositories.visitors.relink(shop, from, to);
  }
  const at = facts.flatMap((fact) => mentionedIn(fact)[0]?.at ?? []).at(-1) ?? new Date(0);
  const heard = facts.map((fact) => ({ shop, fact, source, contact: contactOf.get(fact) }));
  return {
    heard: await joinVisits(repositories, shop, await withAddresses(repositories, shop, heard)),
    merged: merges.map((pair) => mergedEvent(shop, pair, at)),
  };
};

const redactEach = async (
  repositories: ShopRepositories,
  shop: ShopId,
  redactions: readonly FactOf<'redact-person'>[],
): Promise<readonly RedactedPerson[]> => {
  const done: RedactedPerson[] = [];
  for (const fact of redactions) done.push(await redactPerson(repositories, shop, fact));
  return done;
};

/**
 * Looks again after having written: a redaction that came in between has either seen what was written, or is seen here and
 * done once more for whom it concerns.
 */
const redactOvertaken = async (
  repositories: ShopRepositories,
  shop: ShopId,
  written: readonly StoreFact[],
): Promise<readonly RedactedPerson[]> => {
  const { kept, at } = await withoutRedacted(repositories, shop, written);
  const overtaken = written.filter((fact) => !kept.includes(fact));
  const people = overtaken.flatMap((fact) => personOfFact(fact)?.person ?? []);
  return redactEach(
    repositories,
    shop,
    people.map((person) => ({ kind: 'redact-person', person, orderIds: [], at: at(person) })),
  );
};

/**
 * The one way in for whatever a platform says, from webhooks, polls and the past alike. Facts are written before it
 * resolves (A1 of the protocol); any order, any number of times, by any number of workers ends in the same state.
 */
export const createRecordFacts =
  (repositories: ShopRepositories, journal?: JournalFacts): RecordFacts =>
  async (shop, facts, source) => {
    const asked = await redactEach(repositories, shop, facts.filter(isKind('redact-person')));
    const { kept, redacted } = await withoutRedacted(repositories, shop, facts);
    const { heard, merged } = await hear(repositories, shop, { facts: kept, source });
    await Promise.all([applyFacts(repositories, shop, heard), journal?.(shop, heard, source)]);
    const people = [...asked, ...(await redactOvertaken(repositories, shop, kept))];
    const events = [...people.flatMap((one) => one.events), ...merged, ...heard.flatMap(eventsOfFact)];
    const recorded = await repositories.events.record(shop, events);
    const joined = await attachVisits(repositories, shop, heard);
    if (facts.some(isKind('shop-redacted'))) await eraseShop(repositories, shop);
    return {
      events: [...recorded, ...joined],
      redacted: [...new Set([...redacted, ...people.flatMap(({ person }) => person.digests)])],
      erased: people.map(({ person }) => person),
    };
  };

import type { ContactId, ShopId } from '../lib/brand.ts';
import { applyFacts } from './apply-facts.ts';
import { eraseShop, redactPerson } from './erase.ts';
import { eventsOfFact, mergedEvent } from './events-of-fact.ts';
import type { HeardFact } from './events-of-fact.ts';
import { personOfFact } from './fact-person.ts';
import type { FactOf, StoreFact } from './facts.ts';
import type { JournalFacts } from './journal/journal-facts.ts';
import { personDigests } from './person-digest.ts';
import { resolvePeople } from './resolve-people.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';
import type { StoreEvent } from './store-event.ts';

export interface Recorded {
  /** New or already known alike: whoever reacts has to be idempotent. */
  readonly events: readonly StoreEvent[];
  /** Digests of people who were redacted, now or before: what names them must not be kept. */
  readonly redacted: readonly string[];
}

/** `source`: `webhook`, `backfill`, `poll` or `page`. */
export type RecordFacts = (shop: ShopId, facts: readonly StoreFact[], source: string) => Promise<Recorded>;

const isKind =
  <Kind extends StoreFact['kind']>(kind: Kind) =>
  (fact: StoreFact): fact is FactOf<Kind> =>
    fact.kind === kind;

const digestsOf = (shop: ShopId, fact: StoreFact): readonly string[] => {
  const about = personOfFact(fact);
  return about === undefined ? [] : personDigests(shop, about.person);
};

/** Facts not newer than a redaction of their person are as if never heard. */
const withoutRedacted = async (
  repositories: ShopRepositories,
  shop: ShopId,
  facts: readonly StoreFact[],
): Promise<{ readonly kept: readonly StoreFact[]; readonly redacted: readonly string[] }> => {
  const digests = [...new Set(facts.flatMap((fact) => digestsOf(shop, fact)))];
  const redactions = await repositories.redactions.findMany(shop, digests);
  if (redactions.size === 0) return { kept: facts, redacted: [] };
  const isPast = (fact: StoreFact): boolean => {
    const at = personOfFact(fact)?.at;
    return digestsOf(shop, fact).some((one) => {
      const redactedAt = redactions.get(one);
      return redactedAt !== undefined && at !== undefined && at <= redactedAt;
    });
  };
  return { kept: facts.filter((fact) => !isPast(fact)), redacted: [...redactions.keys()] };
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

const hear = async (
  repositories: ShopRepositories,
  shop: ShopId,
  { facts, source }: { facts: readonly StoreFact[]; source: string },
): Promise<{ readonly heard: readonly HeardFact[]; readonly merged: readonly StoreEvent[] }> => {
  const people = facts.flatMap((fact) => {
    const about = personOfFact(fact);
    return about === undefined ? [] : [{ fact, about }];
  });
  const { contacts, merges } = await resolvePeople(
    repositories.contacts,
    shop,
    people.map(({ about }) => about),
  );
  const contactOf = new Map<StoreFact, ContactId | undefined>(
    people.map(({ fact }, index) => [fact, contacts[index]]),
  );
  for (const { from, to } of merges) {
    await repositories.orders.relink(shop, from, to);
    await repositories.checkouts.relink(shop, from, to);
    await repositories.events.relink(shop, from, to);
  }
  const at = facts.flatMap((fact) => personOfFact(fact)?.at ?? []).at(-1) ?? new Date(0);
  const heard = facts.map((fact) => ({ shop, fact, source, contact: contactOf.get(fact) }));
  return {
    heard: await withAddresses(repositories, shop, heard),
    merged: merges.map((pair) => mergedEvent(shop, pair, at)),
  };
};

/**
 * The one way in for whatever a platform says, from webhooks, polls and the past alike. Facts are written before it
 * resolves (A1 of the protocol); any order, any number of times, by any number of workers ends in the same state.
 */
export const createRecordFacts =
  (repositories: ShopRepositories, journal?: JournalFacts): RecordFacts =>
  async (shop, facts, source) => {
    const redactions = facts.filter(isKind('redact-person'));
    const events: StoreEvent[] = [];
    for (const fact of redactions) events.push(...(await redactPerson(repositories, shop, fact)));
    const { kept, redacted } = await withoutRedacted(repositories, shop, facts);
    const { heard, merged } = await hear(repositories, shop, { facts: kept, source });
    await Promise.all([applyFacts(repositories, shop, heard), journal?.(shop, heard, source)]);
    events.push(...merged, ...heard.flatMap(eventsOfFact));
    const recorded = await repositories.events.record(shop, events);
    if (facts.some(isKind('shop-redacted'))) await eraseShop(repositories, shop);
    return {
      events: recorded,
      redacted: [
        ...new Set([...redacted, ...redactions.flatMap(({ person }) => personDigests(shop, person))]),
      ],
    };
  };

import { assertNever } from '../lib/assert-never.ts';
import type { PersonQuery } from './contact-resolution.ts';
import type { PersonFacts, StoreFact } from './facts.ts';

/** `at` is when the person did it: a later update of an old order is still the old order. */
export type FactPerson = PersonQuery;

/** Whose fact it is; undefined when nobody's. */
export const personOfFact = (fact: StoreFact): FactPerson | undefined => {
  switch (fact.kind) {
    case 'checkout':
      return { person: fact.person, at: fact.checkout.createdAt, authoritative: false };
    case 'order':
      return { person: fact.person, at: fact.order.placedAt, authoritative: false };
    case 'customer':
      return { person: fact.person, at: fact.at, authoritative: true };
    case 'consent':
      return { person: fact.consent.person, at: fact.consent.statedAt, authoritative: false };
    case 'mark':
      return { person: fact.mark.person, at: fact.mark.at, authoritative: false };
    case 'preferences':
      return { person: fact.preferences.person, at: fact.preferences.statedAt, authoritative: false };
    case 'flow-request':
      return { person: fact.person, at: fact.at, authoritative: false };
    case 'customers-merged':
    case 'visit':
    case 'cart':
    case 'refund':
    case 'product':
    case 'product-deleted':
    case 'stock':
    case 'scopes':
    case 'checkout-deleted':
    case 'data-request':
    case 'redact-person':
    case 'shop-details':
    case 'settings':
    case 'subscription':
    case 'uninstalled':
    case 'shop-redacted':
      return undefined;
    default:
      return assertNever(fact);
  }
};

/** Somebody a fact tells of, whether or not it is enough to make a contact of them: what erasure has to find. */
export const mentionedIn = (
  fact: StoreFact,
): readonly { readonly person: PersonFacts; readonly at: Date }[] => {
  if (fact.kind === 'visit') return [{ person: { customerId: fact.visit.customerId }, at: fact.visit.at }];
  if (fact.kind === 'customers-merged')
    return [fact.kept, fact.gone].map((customerId) => ({ person: { customerId }, at: fact.at }));
  const about = personOfFact(fact);
  return about === undefined ? [] : [about];
};

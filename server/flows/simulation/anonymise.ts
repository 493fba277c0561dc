import type { ShopId } from '../../lib/brand.ts';
import { bucketOf, digest } from '../../lib/digest.ts';
import type { PersonFacts } from '../../shop/facts.ts';
import type { JournalFact } from '../../shop/journal/fact-schema.ts';
import { personOfFact } from '../../shop/fact-person.ts';
import { phoneDigits } from '../../shop/phone.ts';
import { addressDigest, normaliseAddress } from '../../shop/person-digest.ts';
import type { Journal, JournalLine } from './journal-line.ts';

const tag = (shop: ShopId, value: string): string =>
  digest(shop, 'anonymous', value)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0')
    .slice(0, 20);

/** The same stand-in for the same address in every journal of a shop; capitals don't count, as ever. */
const addressOf = (shop: ShopId, address: string): string =>
  `${tag(shop, normaliseAddress(address))}@example.invalid`;

/** Digits still, and written as it was: numbers are compared by them. */
const phoneOf = (shop: ShopId, phone: string): string => {
  const digits = phoneDigits(phone);
  if (digits === undefined) return '';
  return `${phone.trim().startsWith('+') ? '+' : ''}${bucketOf(`${shop} ${digits}`, 2 ** 32) + 10 ** 10}`;
};

interface Contactable {
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

const standIns = (shop: ShopId, { address, phone }: Contactable): Contactable => ({
  ...(address === undefined ? {} : { address: addressOf(shop, address) }),
  ...(phone === undefined ? {} : { phone: phoneOf(shop, phone) }),
});

const personOf = (
  shop: ShopId,
  { firstName: _first, lastName: _last, ...person }: PersonFacts,
): PersonFacts => ({
  ...person,
  ...standIns(shop, person),
});

/** A recovery link opens somebody's checkout. */
const recoveryOf = (recoveryUrl: string | undefined): { recoveryUrl?: string } =>
  recoveryUrl === undefined ? {} : { recoveryUrl: 'https://example.invalid/recover' };

const factOf = (shop: ShopId, fact: JournalFact): JournalFact => {
  switch (fact.kind) {
    case 'checkout': {
      const { checkout, person } = fact;
      const changed = { ...checkout, ...standIns(shop, checkout), ...recoveryOf(checkout.recoveryUrl) };
      return { ...fact, checkout: changed, person: personOf(shop, person) };
    }
    case 'order': {
      const { order, person } = fact;
      return { ...fact, order: { ...order, ...standIns(shop, order) }, person: personOf(shop, person) };
    }
    case 'customer':
    case 'flow-request':
      return { ...fact, person: personOf(shop, fact.person) };
    case 'mark':
      return { ...fact, mark: { ...fact.mark, person: personOf(shop, fact.mark.person) } };
    case 'consent': {
      const { ip: _ip, ...consent } = fact.consent;
      return { ...fact, consent: { ...consent, person: personOf(shop, consent.person) } };
    }
    case 'preferences': {
      const { ip: _ip, ...chosen } = fact.preferences;
      return { ...fact, preferences: { ...chosen, person: personOf(shop, chosen.person) } };
    }
    case 'cart':
    case 'visit':
    case 'checkout-deleted':
    case 'refund':
    case 'product':
    case 'product-deleted':
    case 'stock':
    case 'scopes':
    case 'customers-merged':
    case 'shop-details':
    case 'settings':
    case 'uninstalled':
      return fact;
  }
};

const addressesOf = (fact: JournalFact): readonly string[] => {
  const told = personOfFact(fact)?.person.address;
  const kept = fact.kind === 'checkout' ? fact.checkout.address : undefined;
  return [told, kept].filter((address) => address !== undefined);
};

/** What suppressions call an address by, before and after. */
const digestsOf = (shop: ShopId, lines: readonly JournalLine[]): ReadonlyMap<string, string> => {
  const addresses = lines.flatMap((line) =>
    line.kind === 'facts' ? line.facts.flatMap(({ fact }) => addressesOf(fact)) : [],
  );
  return new Map(
    [...new Set(addresses)].map((address) => [
      addressDigest(shop, address),
      addressDigest(shop, addressOf(shop, address)),
    ]),
  );
};

/**
 * Addresses and phones become stand-ins, names and IPs go; ids stay, so that it replays to the same enrollments.
 * Stand-ins are digests: whoever guesses an address can find it.
 */
export const anonymise = ({ header, lines }: Journal): Journal => {
  const { shop } = header;
  const digests = digestsOf(shop, lines);
  const lineOf = (line: JournalLine): JournalLine => {
    if (line.kind === 'suppression')
      return { ...line, addressDigest: digests.get(line.addressDigest) ?? line.addressDigest };
    if (line.kind !== 'facts') return line;
    return { ...line, facts: line.facts.map(({ fact, contact }) => ({ fact: factOf(shop, fact), contact })) };
  };
  return { header: { ...header, anonymous: true }, lines: lines.map(lineOf) };
};

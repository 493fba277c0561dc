import type { ShopId } from '../lib/brand.ts';
import { digest } from '../lib/digest.ts';
import type { PersonFacts } from './facts.ts';

/** Addresses are one whatever their capitals. */
export const normaliseAddress = (address: string): string => address.trim().toLowerCase();

/** What consents, suppressions and redactions know an address by; it survives redaction. */
export const addressDigest = (shop: ShopId, address: string): string =>
  digest(shop, 'address', normaliseAddress(address));

/** What redactions and deliveries know a customer by. */
export const customerDigest = (shop: ShopId, customerId: string): string =>
  digest(shop, 'customer', customerId);

/** Every digest a person can be found by. */
export const personDigests = (shop: ShopId, person: PersonFacts): readonly string[] => [
  ...(person.address === undefined ? [] : [addressDigest(shop, person.address)]),
  ...(person.customerId === undefined ? [] : [customerDigest(shop, person.customerId)]),
];

/** What a browser is known by; its own id is kept nowhere but in the delivery it came in. */
export const visitorDigest = (shop: ShopId, clientId: string): string => digest(shop, 'visitor', clientId);

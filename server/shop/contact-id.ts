import { asContactId } from '../lib/brand.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { digest } from '../lib/digest.ts';
import type { PersonFacts } from './facts.ts';

/** The same for everybody who hears of this person first; the address is normalised before. */
export const contactIdOf = (shop: ShopId, { address, customerId }: PersonFacts): ContactId =>
  asContactId(digest(shop, 'contact', address ?? '', address === undefined ? (customerId ?? '') : ''));

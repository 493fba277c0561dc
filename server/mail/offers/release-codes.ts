import type { Caps } from '../ledger/cap.repository.ts';
import type { OfferCodes } from './offer-codes.repository.ts';

/** A message that gives its place under the cap back gives its code back with it: both were held for a mail that won't be. */
export const releasingCodes = (caps: Caps, codes: Pick<OfferCodes, 'release'>): Caps => ({
  ...caps,
  release: async (shop, requests) => {
    await caps.release(shop, requests);
    await codes.release(
      shop,
      requests.map(({ message }) => message),
    );
  },
});

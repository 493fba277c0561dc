import type { OfferClearing } from './offer-clearing.repository.ts';
import type { OfferStock } from './offer-stock.repository.ts';

/** Everything that is done with codes outside people's hands. */
export type OfferPool = OfferStock & OfferClearing;

import type { OfferPort } from '../../mail/offers/offer-port.ts';

const terms = {
  value: { kind: 'percentage', percent: 1 },
  minimum: null,
  appliesTo: { kind: 'everything' },
} as const;

/** A replay gives no code away: every mail that promises one finds one, and nobody reads it. */
export const simulatedOffers: OfferPort = {
  give: async (shop, asks, now) =>
    new Map(
      asks.map(({ message }) => [
        message,
        {
          kind: 'code',
          promised: {
            code: 'REPLAY',
            terms,
            currency: shop.currency,
            expiresAt: now,
            carry: (target) => target,
          },
        },
      ]),
    ),
};

import type { OfferLedgerView, OfferView } from '../../../server/mail/offers/offer.contract.ts';

export const anOffer = (changes: Partial<OfferView> = {}): OfferView => ({
  id: 'cart-10',
  title: 'Ten off',
  terms: {
    value: { kind: 'percentage', percent: 10 },
    minimum: null,
    appliesTo: { kind: 'everything' },
  },
  currency: 'EUR',
  validDays: 7,
  several: false,
  status: 'active',
  rev: 3,
  createdAt: '2026-05-01T10:00:00.000Z',
  updatedAt: '2026-05-01T10:00:00.000Z',
  discount: { state: 'ready', endsAt: '2026-08-01T10:00:00.000Z', problem: null },
  pool: { free: 240, making: 0 },
  flows: [{ flow: 'cart-incentive', title: 'Cart incentive' }],
  ...changes,
});

export const aLedgerLine = (
  changes: Partial<OfferLedgerView['lines'][number]> = {},
): OfferLedgerView['lines'][number] => ({
  offer: 'cart-10',
  flow: 'cart-incentive',
  given: 100,
  live: 20,
  redeemed: 30,
  orders: 31,
  costs: [{ currency: 'EUR', amount: '310.10', net: '300.05' }],
  ...changes,
});

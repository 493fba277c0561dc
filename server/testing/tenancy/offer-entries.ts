import { asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createOfferClearing } from '../../mail/offers/offer-clearing.repository.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import type { CodeAsk, OfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { createOfferLedger } from '../../mail/offers/offer-ledger.repository.ts';
import { createOfferStock } from '../../mail/offers/offer-stock.repository.ts';
import type { Offer, OfferDiscount } from '../../mail/offers/offer.ts';
import { createOffers } from '../../mail/offers/offers.repository.ts';
import type { Offers } from '../../mail/offers/offers.repository.ts';
import { entry } from './entry.ts';
import type { Entry, Known } from './entry.ts';

const key = { offer: 'ten', generation: 1 } as const;
const terms = {
  value: { kind: 'percentage', percent: 10 },
  minimum: null,
  appliesTo: { kind: 'everything' },
} as const;
const codes = ['22222-22222', '33333-33333', '44444-44444'] as const;
const index = 'makes indexes, reads no rows';
const later = ({ at }: Known, days: number): Date => new Date(at.getTime() + days * 86_400_000);

const anOffer = (shop: ShopId, { at }: Known): Offer => ({
  shop,
  id: key.offer,
  title: 'Ten',
  terms,
  validDays: 7,
  several: false,
  status: 'active',
  generation: 1,
  rev: 0,
  createdAt: at,
  updatedAt: at,
});

const aDiscount = (shop: ShopId): OfferDiscount => ({
  shop,
  ...key,
  title: 'Ten',
  terms,
  currency: 'EUR',
  firstCode: '55555-55555',
  state: 'there',
});

const anAsk = (known: Known, message: string): CodeAsk => ({
  ...key,
  message: asMessageId(message),
  contact: known.contact,
  flow: asFlowId('cart-incentive'),
  expiresAt: later(known, message === 'of their own' ? 9 : 1),
  now: known.at,
  several: true,
});

/** In this order: what one fills, the next finds. */
export const offerEntries: readonly Entry[] = [
  entry<Offers, 'ensureIndexes'>({
    file: 'server/mail/offers/offers.repository.ts',
    create: createOffers,
    calls: {
      create: { kind: 'fill', args: (shop, known) => [shop, anOffer(shop, known)] },
      ensureDiscount: { kind: 'fill', args: (shop) => [shop, aDiscount(shop)] },
      find: { kind: 'read', args: (shop) => [shop, key.offer] },
      list: { kind: 'read', args: (shop) => [shop] },
      discounts: { kind: 'read', args: (shop) => [shop] },
      change: { kind: 'change', args: (shop) => [shop, key.offer, { seen: 0, title: 'Mine' }] },
      changeDiscount: { kind: 'change', args: (shop) => [shop, key, { state: 'gone' }] },
      endCreation: { kind: 'change', args: (shop) => [shop, key] },
      claim: { kind: 'change', args: (shop) => [shop, key, 1000] },
      unclaim: { kind: 'change', args: (shop) => [shop, key] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry({
    file: 'server/mail/offers/offer-stock.repository.ts',
    create: createOfferStock,
    calls: {
      addMaking: { kind: 'fill', args: (shop) => [shop, key, codes] },
      made: { kind: 'fill', args: (shop) => [shop, codes.map((code) => ({ code, ref: `ref ${code}` }))] },
      level: { kind: 'read', args: (shop) => [shop, key] },
      givenSince: { kind: 'read', args: (shop) => [shop, key.offer, new Date(0)] },
      toMake: { kind: 'read', args: (shop) => [shop, 10] },
      refused: { kind: 'change', args: (shop) => [shop, codes] },
      giveUpMaking: { kind: 'change', args: (shop) => [shop, key] },
    },
  }),
  entry<OfferCodes, 'ensureIndexes'>({
    file: 'server/mail/offers/offer-codes.repository.ts',
    create: createOfferCodes,
    calls: {
      giveTo: { kind: 'fill', args: (shop, known) => [shop, anAsk(known, known.message)] },
      askFor: { kind: 'fill', args: (shop, known) => [shop, anAsk(known, 'of their own')] },
      release: { kind: 'change', args: (shop, { message }) => [shop, [message]] },
      redeem: {
        kind: 'change',
        args: (shop, { at }) => [
          shop,
          codes[0],
          { order: 'o', at, amount: '1.00', net: '1.00', currency: 'EUR', toldAt: at },
        ],
      },
    },
    exempt: { ensureIndexes: index },
  }),
  entry({
    file: 'server/mail/offers/offer-clearing.repository.ts',
    create: createOfferClearing,
    calls: {
      end: { kind: 'fill', args: (shop, known) => [shop, later(known, 2)] },
      isLive: { kind: 'read', args: (shop, { at }) => [shop, key, at] },
      ending: { kind: 'read', args: (shop) => [shop, 10] },
      open: { kind: 'read', args: (shop, known) => [shop, later(known, 3), 10] },
      close: { kind: 'change', args: (shop) => [shop, key] },
      gone: { kind: 'change', args: (shop) => [shop, codes] },
      allGone: { kind: 'change', args: (shop) => [shop, key] },
      kept: { kind: 'change', args: (shop) => [shop, codes] },
    },
  }),
  entry({
    file: 'server/mail/offers/offer-ledger.repository.ts',
    create: createOfferLedger,
    calls: { read: { kind: 'read', args: (shop, { at }) => [shop, at] } },
  }),
];

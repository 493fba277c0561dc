import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { Shop } from '../../shop/shop.ts';
import type { OfferTerms } from './offer.ts';
import type { OfferCodes } from './offer-codes.repository.ts';
import type { OfferPlatforms } from './offer-platform.ts';
import { expiryOf } from './offer-words.ts';
import type { Offers } from './offers.repository.ts';

export interface OfferAsk {
  readonly message: MessageId;
  readonly contact: ContactId;
  readonly flow: FlowId;
  /** Id of the offer that the step names. */
  readonly offer: string;
}

/** A code as a mail shows it; its words come from the terms it was given under. */
export interface PromisedCode {
  readonly code: string;
  readonly terms: OfferTerms;
  readonly currency: string;
  readonly expiresAt: Date;
  /** The same place with the code at hand; no parameter is lost. */
  carry(target: string): string;
}

/** `later`: there is none now and may be one soon. `never`: the offer is retired, refused or was never made. */
export type OfferAnswer =
  | { readonly kind: 'code'; readonly promised: PromisedCode }
  | { readonly kind: 'later' | 'never'; readonly why: string };

/** What the send path asks for the moment before a mail is written. */
export interface OfferPort {
  give(shop: Shop, asks: readonly OfferAsk[], now: Date): Promise<ReadonlyMap<MessageId, OfferAnswer>>;
}

export interface OfferPortDeps {
  readonly offers: Pick<Offers, 'list' | 'discounts'>;
  readonly codes: Pick<OfferCodes, 'giveTo' | 'askFor'>;
  readonly platforms: OfferPlatforms;
}

type Book = Pick<Awaited<ReturnType<typeof openBook>>, 'offers' | 'discounts' | 'platform'>;

const openBook = async ({ offers, platforms }: OfferPortDeps, shop: ShopId) => {
  const [all, discounts] = await Promise.all([offers.list(shop), offers.discounts(shop)]);
  return {
    offers: new Map(all.map((offer) => [offer.id, offer])),
    discounts: new Map(discounts.map((each) => [`${each.offer} ${each.generation}`, each])),
    platform: platforms(shop),
  };
};

const later = (why: string): OfferAnswer => ({ kind: 'later', why });
const never = (why: string): OfferAnswer => ({ kind: 'never', why });

const giveOne = async (
  { codes }: OfferPortDeps,
  { offers, discounts, platform }: Book,
  { shop, ask, now }: { readonly shop: Shop; readonly ask: OfferAsk; readonly now: Date },
): Promise<OfferAnswer> => {
  const offer = offers.get(ask.offer);
  if (offer === undefined || platform === undefined) return never('unknown');
  if (offer.status === 'retired') return never('retired');
  const discount = discounts.get(`${offer.id} ${offer.generation}`);
  if (discount?.state === 'refused') return never('refused');
  if (discount?.state !== 'there') return later('not_made_yet');
  const expiresAt = expiryOf(now, { days: offer.validDays, zone: shop.zone });
  // Never a day in a mail that the platform knows nothing of.
  if (discount.endsAt !== undefined && discount.endsAt < expiresAt) return later('ends_too_soon');
  const give = platform.kind === 'pooled' ? codes.giveTo : codes.askFor;
  const given = await give(shop.id, {
    ...ask,
    generation: offer.generation,
    expiresAt,
    now,
    several: offer.several,
  });
  if (given === null) return later('pool_empty');
  if (given.making) return later('not_made_yet');
  const own = discounts.get(`${given.offer} ${given.generation}`);
  if (own === undefined) return never('unknown');
  const promised: PromisedCode = {
    code: given.code,
    terms: own.terms,
    currency: own.currency,
    expiresAt: given.expiresAt,
    carry: (target) => platform.carry(target, given.code, shop.url),
  };
  return { kind: 'code', promised };
};

export const createOfferPort = (deps: OfferPortDeps): OfferPort => ({
  give: async (shop, asks, now) => {
    if (asks.length === 0) return new Map();
    const book = await openBook(deps, shop.id);
    const answers = asks.map(
      async (ask) => [ask.message, await giveOne(deps, book, { shop, ask, now })] as const,
    );
    return new Map(await Promise.all(answers));
  },
});

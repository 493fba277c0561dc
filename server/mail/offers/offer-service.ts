import { isDeepStrictEqual } from 'node:util';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import { ensureDiscounts } from './current-discounts.ts';
import type { InstalledShop } from './current-discounts.ts';
import type { NewOffer, OfferChanges, OfferView } from './offer.contract.ts';
import type { Offer, OfferDiscount } from './offer.ts';
import type { LedgerLine, OfferLedger } from './offer-ledger.repository.ts';
import type { OfferStock } from './offer-stock.repository.ts';
import type { Offers } from './offers.repository.ts';

export interface OfferSession {
  readonly shop: ShopId;
  readonly user?: string | undefined;
}

/** `conflict`: it is not at the `rev` that was seen, or another offer has the id; nothing was done. */
export type OfferOutcome =
  | { readonly kind: 'done'; readonly offer: OfferView }
  | { readonly kind: 'conflict'; readonly current: OfferView }
  | { readonly kind: 'not-found' };

interface Seen {
  readonly offer: string;
  readonly rev: number;
}

/** What a merchant does with offers. Done already is done; codes follow by a job. */
export interface OfferService {
  list(shop: ShopId): Promise<readonly OfferView[]>;
  find(shop: ShopId, id: string): Promise<OfferView | undefined>;
  /** Throws `shop_not_installed`. */
  create(session: OfferSession, offer: NewOffer): Promise<OfferOutcome>;
  /** Other terms are for codes from now on. Throws `offer_state_invalid` for a retired one. */
  change(session: OfferSession, change: Seen & { readonly changes: OfferChanges }): Promise<OfferOutcome>;
  /** No more codes of it; those that were given stay good until their day. It stays retired. */
  retire(session: OfferSession, seen: Seen): Promise<OfferOutcome>;
  ledger(shop: ShopId): Promise<readonly LedgerLine[]>;
}

export interface OfferUse {
  readonly flow: string;
  readonly title: string;
}

/** By offer: the flows that promise it. */
export type OfferUses = (shop: ShopId) => Promise<ReadonlyMap<string, readonly OfferUse[]>>;

export interface OfferServiceDeps {
  readonly offers: Offers;
  readonly pool: Pick<OfferStock, 'level'>;
  readonly ledger: OfferLedger;
  readonly shopOf: InstalledShop;
  readonly usesOf: OfferUses;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly clock: Clock;
}

const stateOf = (state: OfferDiscount['state']): 'making' | 'ready' | 'refused' =>
  state === 'wanted' ? 'making' : state === 'there' ? 'ready' : 'refused';

const viewOf = (
  offer: Offer,
  discount: OfferDiscount | undefined,
  { currency, pool, flows }: Pick<OfferView, 'currency' | 'pool' | 'flows'>,
): OfferView => ({
  id: offer.id,
  title: offer.title,
  terms: offer.terms,
  currency: discount?.currency ?? currency,
  validDays: offer.validDays,
  several: offer.several,
  status: offer.status,
  rev: offer.rev,
  createdAt: offer.createdAt.toISOString(),
  updatedAt: offer.updatedAt.toISOString(),
  discount:
    discount === undefined
      ? null
      : {
          state: stateOf(discount.state),
          endsAt: discount.endsAt?.toISOString() ?? null,
          problem:
            discount.problem === undefined
              ? null
              : { code: discount.problem.code, fields: { ...discount.problem.fields } },
        },
  pool,
  flows,
});

const viewAll = async (
  { offers, pool, shopOf, usesOf }: OfferServiceDeps,
  shop: ShopId,
  all: readonly Offer[],
): Promise<readonly OfferView[]> => {
  if (all.length === 0) return [];
  const [discounts, found, uses] = await Promise.all([offers.discounts(shop), shopOf(shop), usesOf(shop)]);
  return Promise.all(
    all.map(async (offer) => {
      const own = discounts.find((each) => each.offer === offer.id && each.generation === offer.generation);
      const level = await pool.level(shop, { offer: offer.id, generation: offer.generation });
      const flows = [...(uses.get(offer.id) ?? [])];
      return viewOf(offer, own, { currency: found?.currency ?? '', pool: level, flows });
    }),
  );
};

const viewOne = async (deps: OfferServiceDeps, offer: Offer): Promise<OfferView> => {
  const [view] = await viewAll(deps, offer.shop, [offer]);
  if (view === undefined) throw new EncoreError('not_found');
  return view;
};

/** Written down at once, so that it is seen to be on its way; the job does what takes its time. */
const setInMotion = async (
  { offers, shopOf, queue }: OfferServiceDeps,
  { shop }: OfferSession,
): Promise<void> => {
  const found = await shopOf(shop);
  if (found !== undefined) await ensureDiscounts(offers, found, await offers.list(shop));
  await queue.enqueue('offers.tend', { shop });
};

const create = async (
  deps: OfferServiceDeps,
  session: OfferSession,
  asked: NewOffer,
): Promise<OfferOutcome> => {
  const { offers, clock, shopOf } = deps;
  const { shop, user } = session;
  if ((await shopOf(shop)) === undefined) throw new EncoreError('shop_not_installed');
  const at = clock.now();
  const fresh: Offer = {
    ...asked,
    shop,
    status: 'active',
    generation: 1,
    rev: 0,
    createdAt: at,
    updatedAt: at,
    updatedBy: user,
  };
  if (!(await offers.create(shop, fresh))) {
    const current = await offers.find(shop, asked.id);
    if (current === undefined) throw new EncoreError('version_conflict');
    const { id, title, terms, validDays, several } = current;
    const isSame = isDeepStrictEqual({ id, title, terms, validDays, several }, asked);
    const view = await viewOne(deps, current);
    return isSame ? { kind: 'done', offer: view } : { kind: 'conflict', current: view };
  }
  await setInMotion(deps, session);
  return { kind: 'done', offer: await viewOne(deps, fresh) };
};

const holdsAlready = (offer: Offer, changes: Partial<Offer>): boolean =>
  isDeepStrictEqual({ ...offer, ...changes }, offer);

const apply = async (
  deps: OfferServiceDeps,
  session: OfferSession,
  { offer, rev, changes }: Seen & { readonly changes: Partial<Offer> },
): Promise<OfferOutcome> => {
  const { offers, clock } = deps;
  const { shop, user } = session;
  const current = await offers.find(shop, offer);
  if (current === undefined) return { kind: 'not-found' };
  if (holdsAlready(current, changes)) return { kind: 'done', offer: await viewOne(deps, current) };
  if (current.rev !== rev) return { kind: 'conflict', current: await viewOne(deps, current) };
  if (current.status === 'retired') throw new EncoreError('offer_state_invalid');
  const isNew = changes.terms !== undefined && !isDeepStrictEqual(changes.terms, current.terms);
  const changed = await offers.change(shop, offer, {
    ...changes,
    ...(isNew ? { generation: current.generation + 1 } : {}),
    seen: rev,
    updatedAt: clock.now(),
    updatedBy: user,
  });
  if (changed === null) return apply(deps, session, { offer, rev, changes });
  await setInMotion(deps, session);
  return { kind: 'done', offer: await viewOne(deps, changed) };
};

export const createOfferService = (deps: OfferServiceDeps): OfferService => ({
  list: async (shop) => viewAll(deps, shop, await deps.offers.list(shop)),
  find: async (shop, id) => {
    const offer = await deps.offers.find(shop, id);
    return offer === undefined ? undefined : viewOne(deps, offer);
  },
  create: (session, asked) => create(deps, session, asked),
  change: (session, asked) => apply(deps, session, asked),
  retire: (session, seen) => apply(deps, session, { ...seen, changes: { status: 'retired' } }),
  ledger: (shop) => deps.ledger.read(shop, deps.clock.now()),
});

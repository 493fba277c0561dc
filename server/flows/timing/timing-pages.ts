import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Product } from '../../shop/catalog.ts';
import type { ProductRepository } from '../../shop/products.repository.ts';
import { loadProducts } from '../content-sources.ts';
import type { LifeSession } from '../life/life-session.ts';
import { replenishmentArgs } from '../replenishment/trigger-args.ts';
import type { FlowRuntime } from '../reactor-deps.ts';
import { loadFlows } from '../running-flows.ts';
import { returnDayOf } from '../win-back/return-day.ts';
import type { ShopTiming } from './product-timing.ts';
import { isKnown, isNeededAgain, wholeDays } from './reckon.ts';
import type { StoredTiming } from './stored-timing.ts';
import type { TimingShelf } from './timing-shelf.ts';
import type {
  ProductTimingDetailView,
  ProductTimingsView,
  ProductTimingView,
  TimingChange,
} from './timing.contract.ts';

export interface TimingListing {
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
}

/** What the admin reads and changes of when products are bought again. */
export interface TimingPages {
  list(shop: ShopId, listing: TimingListing): Promise<ProductTimingsView>;
  /** Null for a product of which nothing is known at all. */
  read(shop: ShopId, productId: string): Promise<ProductTimingDetailView | null>;
  /** Null as above; `conflict` with what is there, when it isn't at the `rev` that was seen. */
  change(
    session: LifeSession,
    productId: string,
    change: TimingChange,
  ): Promise<ProductTimingDetailView | { readonly conflict: ProductTimingDetailView } | null>;
}

export interface TimingPagesDeps {
  readonly timings: TimingShelf;
  readonly products: Pick<ProductRepository, 'findMany' | 'search'>;
  readonly runtime: Pick<FlowRuntime, 'flows' | 'kinds' | 'programs'>;
  readonly clock: Clock;
}

const pageSize = 50;

interface FlowNumbers {
  readonly interval: string;
  readonly perProduct: Readonly<Record<string, string>>;
  readonly learns: boolean;
}

/** The numbers of the replenishment flow that is on, or of its preset. */
const flowNumbersOf = async ({ runtime }: TimingPagesDeps, shop: ShopId): Promise<FlowNumbers> => {
  const flows = (await loadFlows(runtime, shop)).filter(({ kind }) => kind.key === 'replenishment');
  const running = flows.find(({ flow }) => flow.status === 'live') ?? flows[0];
  const preset = runtime.kinds.get('replenishment')?.preset.program;
  const args = (running?.program ?? preset)?.trigger.args ?? {};
  const { interval, perProduct, timing } = replenishmentArgs.parse(args);
  return { interval, perProduct, learns: timing === 'learned' };
};

const numberOf = (
  timing: StoredTiming,
  flow: FlowNumbers,
): Pick<ProductTimingView, 'numberOf' | 'interval'> => {
  const { merchant, model, productId } = timing;
  const said = merchant?.days === undefined ? flow.perProduct[productId] : wholeDays(merchant.days);
  if (said !== undefined) return { numberOf: 'override', interval: said };
  const median = flow.learns && isKnown(model) ? model.p50 : null;
  return median === null
    ? { numberOf: 'merchant', interval: flow.interval }
    : { numberOf: 'learned', interval: wholeDays(median) };
};

const learnedView = ({ model }: StoredTiming): ProductTimingView['learned'] => {
  if (model === undefined) return null;
  const { p25, p50, p75, n, customers, source, confidence, score, replenishable } = model;
  return { p25, p50, p75, n, customers, source, confidence, score, replenishable };
};

const viewOf = (
  timing: StoredTiming,
  product: Product | undefined,
  flow: FlowNumbers,
): ProductTimingView => ({
  productId: timing.productId,
  title: product?.title ?? null,
  imageUrl: product?.imageUrl ?? null,
  ...numberOf(timing, flow),
  asked: isNeededAgain(timing),
  learned: learnedView(timing),
  learnedAt: timing.learnedAt?.toISOString() ?? null,
  merchant: { days: timing.merchant?.days ?? null, mail: timing.merchant?.mail ?? null },
  rev: timing.rev,
});

const nothingLearned = (productId: string): StoredTiming => ({ productId, curve: [], rev: 0 });

interface Found {
  readonly timings: readonly StoredTiming[];
  readonly next?: string | undefined;
}

const found = async (
  { timings, products }: TimingPagesDeps,
  shop: ShopId,
  { cursor, search }: TimingListing,
): Promise<Found> => {
  if (search === undefined) return timings.list(shop, { after: cursor, limit: pageSize });
  const ids = (await products.search(shop, search, pageSize)).map(({ id }) => id);
  const known = new Map((await timings.find(shop, ids)).map((timing) => [timing.productId, timing]));
  return { timings: ids.map((id) => known.get(id) ?? nothingLearned(id)) };
};

const round = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value));

const ofShop = (timing: ShopTiming | undefined): Pick<ProductTimingsView, 'returnDays' | 'intervalDays'> => ({
  returnDays: timing === undefined ? null : round(returnDayOf(timing.rhythm)),
  intervalDays: timing?.rhythm.learned === true ? round(timing.rhythm.intervalDays) : null,
});

export const createTimingPages = (deps: TimingPagesDeps): TimingPages => {
  const { timings, products, clock } = deps;
  const read: TimingPages['read'] = async (shop, productId) => {
    const [[stored], known, shopTiming, flow] = await Promise.all([
      timings.find(shop, [productId]),
      loadProducts(products, shop, [productId]),
      timings.shopTiming(shop),
      flowNumbersOf(deps, shop),
    ]);
    const product = known.get(productId);
    if (stored === undefined && product === undefined) return null;
    const timing = stored ?? nothingLearned(productId);
    const quantityExponent = shopTiming?.rhythm.quantityExponent ?? null;
    return { ...viewOf(timing, product, flow), curve: [...timing.curve], quantityExponent };
  };
  return {
    read,
    list: async (shop, listing) => {
      const page = await found(deps, shop, listing);
      const [known, shopTiming, flow] = await Promise.all([
        loadProducts(
          products,
          shop,
          page.timings.map(({ productId }) => productId),
        ),
        timings.shopTiming(shop),
        flowNumbersOf(deps, shop),
      ]);
      const views = page.timings.map((timing) => viewOf(timing, known.get(timing.productId), flow));
      return { products: views, nextCursor: page.next ?? null, ...ofShop(shopTiming) };
    },
    change: async ({ shop, user }, productId, { rev, days, mail }) => {
      if ((await read(shop, productId)) === null) return null;
      const merchant = { ...(days !== null && { days }), ...(mail !== null && { mail }) };
      const said = { productId, rev, merchant, at: clock.now(), by: user ?? '' };
      const isSaid = await timings.say(shop, said);
      const now = await read(shop, productId);
      return isSaid || now === null ? now : { conflict: now };
    },
  };
};

import type { ReorderModel } from '../../../recommendations/reorder-model.ts';
import type { MerchantTiming, ShopTiming } from '../../timing/product-timing.ts';
import type { StoredTiming } from '../../timing/stored-timing.ts';
import type { TimingShelf } from '../../timing/timing-shelf.ts';

/** One shop's learned intervals; what merchants said is put in by whoever makes it. */
export type MemoryTimings = Pick<TimingShelf, 'timingsOf' | 'shopTiming' | 'replace' | 'add'> & {
  readonly models: Map<string, ReorderModel>;
  readonly merchant: Map<string, MerchantTiming>;
  shop: ShopTiming | undefined;
};

export const createMemoryTimings = (): MemoryTimings => {
  const models = new Map<string, ReorderModel>();
  const merchant = new Map<string, MerchantTiming>();
  const added = new Map<string, Set<string>>();
  const timingOf = (productId: string): readonly StoredTiming[] => {
    const known = models.has(productId) || merchant.has(productId);
    const model = models.get(productId);
    return known ? [{ productId, model, merchant: merchant.get(productId), curve: [], rev: 0 }] : [];
  };
  const timings: MemoryTimings = {
    models,
    merchant,
    shop: undefined,
    timingsOf: async (_shop, ids) =>
      new Map(ids.flatMap((id) => timingOf(id).map((timing) => [id, timing] as const))),
    shopTiming: async () => timings.shop,
    replace: async (_shop, learned) => {
      models.clear();
      added.clear();
      for (const { model } of learned.products) models.set(model.productId, model);
      timings.shop = learned.shop;
    },
    add: async (_shop, order, fresh) => {
      for (const model of fresh) {
        const orders = added.get(model.productId) ?? new Set<string>();
        if (orders.has(order) || !models.has(model.productId)) continue;
        added.set(model.productId, orders.add(order));
        models.set(model.productId, model);
      }
    },
  };
  return timings;
};

import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { createCompanionPages } from '../../flows/companions/companion-pages.ts';
import type { CompanionPages } from '../../flows/companions/companion-pages.ts';
import { learnShop } from '../../flows/learning/learn-shop.ts';
import { retimeWaiting } from '../../flows/timing/retime.ts';
import { createTimingPages } from '../../flows/timing/timing-pages.ts';
import type { TimingPages } from '../../flows/timing/timing-pages.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createOrderFingerprint } from '../../shop/order-fingerprint.repository.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface Learning {
  /** Learns the shop's past and moves whoever waits by it. */
  learn(shop: ShopId): Promise<void>;
  /** The same where anything was ordered, cancelled or given back since the last time. */
  learnIfNews(shop: ShopId): Promise<void>;
}

interface Parts {
  readonly data: Data;
  readonly flows: Flows;
}

/** What the admin reads and changes of what was learned. */
export const wireTimingPages = ({
  data: { shop, clock },
  flows: { runtime, learned },
}: Parts): { readonly timings: TimingPages; readonly companions: CompanionPages } => ({
  timings: createTimingPages({ timings: learned.timings, products: shop.products, runtime, clock }),
  companions: createCompanionPages({ companions: learned.companions, products: shop.products, clock }),
});

export const wireLearning = ({ data, flows }: Parts): Learning => {
  const fingerprint = createOrderFingerprint(data.connection);
  const reads = createEnrollmentReads(data.connection);
  const { orders, products } = flows.facts;
  const past = { orders, products, ...flows.learned, clock: data.clock };
  const learnFrom = async (shop: ShopId, from: string): Promise<void> => {
    await learnShop(past, shop);
    await retimeWaiting({ ...flows.reactor, reads }, shop);
    // Last: whoever takes over from a killed worker finds it missing and does it all again.
    await flows.learned.timings.noteLearned(shop, from);
  };
  return {
    learn: async (shop) => learnFrom(shop, await fingerprint(shop)),
    learnIfNews: async (shop) => {
      const now = await fingerprint(shop);
      if ((await flows.learned.timings.learnedFrom(shop)) !== now) await learnFrom(shop, now);
    },
  };
};

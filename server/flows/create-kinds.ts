import { createAbandonedCheckout } from './abandoned-checkout/abandoned-checkout.kind.ts';
import type { CompanionSource } from './companions/companion-source.ts';
import { createCrossSell } from './cross-sell/cross-sell.kind.ts';
import type { FlowKinds } from './flow-kind.ts';
import { createReplenishment } from './replenishment/replenishment.kind.ts';
import type { ShopFacts } from './shop-facts.ts';

/** Every kind of flow there is, in the order in which merchants see them. */
export const createKinds = (facts: ShopFacts, companions: CompanionSource): FlowKinds =>
  new Map(
    [
      createAbandonedCheckout(facts),
      createReplenishment(facts),
      createCrossSell({
        contacts: facts.contacts,
        orders: facts.orders,
        products: facts.products,
        companions,
      }),
    ].map((kind) => [kind.key, kind]),
  );

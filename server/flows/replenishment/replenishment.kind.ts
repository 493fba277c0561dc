import type { FlowKind, Hearing } from '../flow-kind.ts';
import { replenishmentContent } from './content.ts';
import { replenishmentPreset } from './preset.ts';
import { replenishmentSample } from './sample.ts';
import { claimsOfPurchases, settlesPurchase } from './settled-by.ts';
import type { ReplenishmentFacts } from './trigger.ts';
import { matchPurchases } from './trigger.ts';
import { replenishmentArgs } from './trigger-args.ts';

const hearing: Hearing = {
  listensTo: ['order.placed', 'order.fulfilled', 'order.cancelled', 'order.refunded'],
  opensOn: ['order.placed', 'order.fulfilled'],
};

export const createReplenishment = (facts: ReplenishmentFacts): FlowKind => ({
  key: replenishmentPreset.key,
  preset: replenishmentPreset,
  standard: true,
  args: replenishmentArgs,
  hears: () => hearing,
  occasions: 'about',
  usefulFrom: 'planned',
  combines: true,
  category: 'restock',
  settledReason: 'bought_again',
  match: ({ shop, about }, context) => matchPurchases(facts, { shop, orderIds: [about] }, context),
  timing: {
    orderOf: ({ occurrence }) => occurrence,
    matchOrders: (asked, context) => matchPurchases(facts, asked, context),
  },
  claims: (shop, subjects) => claimsOfPurchases(facts.products, shop, subjects),
  settledBy: settlesPurchase,
  content: (shop, enrollments, now) => replenishmentContent(facts, shop, { enrollments, now }),
  sample: replenishmentSample,
});

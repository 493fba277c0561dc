import type { FlowKind, Hearing } from '../flow-kind.ts';
import { replenishmentContent } from './content.ts';
import { replenishmentPreset } from './preset.ts';
import { replenishmentSample } from './sample.ts';
import { claimsOfPurchases, settlesPurchase } from './settled-by.ts';
import type { ReplenishmentFacts } from './trigger.ts';
import { matchPurchase } from './trigger.ts';
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
  match: (event, { program }) => matchPurchase(facts, event, program),
  claims: claimsOfPurchases,
  settledBy: settlesPurchase,
  content: (shop, enrollments) => replenishmentContent(facts, shop, enrollments),
  sample: replenishmentSample,
});

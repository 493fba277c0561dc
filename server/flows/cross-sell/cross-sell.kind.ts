import type { FlowKind } from '../flow-kind.ts';
import { crossSellContent } from './content.ts';
import type { CrossSellFacts } from './load-choices.ts';
import { crossSellPreset } from './preset.ts';
import { crossSellSample } from './sample.ts';
import { neverSettled } from './settled-by.ts';
import { matchOrder } from './trigger.ts';

export const createCrossSell = (facts: CrossSellFacts): FlowKind => ({
  key: crossSellPreset.key,
  preset: crossSellPreset,
  listensTo: ['order.placed', 'order.fulfilled', 'order.cancelled', 'order.refunded'],
  opensOn: ['order.placed', 'order.fulfilled'],
  usefulFrom: 'planned',
  combines: true,
  settledReason: 'ordered',
  match: (event, program) => matchOrder(facts.orders, event, program),
  ...neverSettled,
  content: (shop, enrollments, now) => crossSellContent(facts, shop, { enrollments, now }),
  sample: crossSellSample,
});

import type { FlowKind, Hearing } from '../flow-kind.ts';
import { crossSellContent } from './content.ts';
import type { CrossSellFacts } from './load-choices.ts';
import { crossSellPreset } from './preset.ts';
import { crossSellSample } from './sample.ts';
import { neverSettled } from './settled-by.ts';
import { crossSellArgs, matchOrders } from './trigger.ts';

const hearing: Hearing = {
  listensTo: ['order.placed', 'order.fulfilled', 'order.cancelled', 'order.refunded'],
  opensOn: ['order.placed', 'order.fulfilled'],
};

export const createCrossSell = (facts: CrossSellFacts): FlowKind => ({
  key: crossSellPreset.key,
  preset: crossSellPreset,
  standard: true,
  args: crossSellArgs,
  hears: () => hearing,
  occasions: 'about',
  usefulFrom: 'planned',
  combines: true,
  category: 'suggestions',
  settledReason: 'ordered',
  match: ({ shop, about }, context) => matchOrders(facts, { shop, orderIds: [about] }, context),
  timing: {
    orderOf: ({ about }) => about,
    matchOrders: (asked, context) => matchOrders(facts, asked, context),
  },
  ...neverSettled,
  content: (shop, enrollments, now) => crossSellContent(facts, shop, { enrollments, now }),
  sample: crossSellSample,
});

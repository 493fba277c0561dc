import type { FlowKind, Hearing } from '../flow-kind.ts';
import { winBackContent, winBackSample } from './content.ts';
import { winBackPreset } from './preset.ts';
import { claimsOfOrders, settlesAbsence } from './settled-by.ts';
import { matchLastOrders, winBackArgs } from './trigger.ts';
import type { WinBackFacts } from './trigger.ts';

const hearing: Hearing = {
  listensTo: ['order.placed', 'order.cancelled'],
  opensOn: ['order.placed'],
};

export const createWinBack = (facts: WinBackFacts): FlowKind => ({
  key: winBackPreset.key,
  preset: winBackPreset,
  standard: false,
  args: winBackArgs,
  hears: () => hearing,
  occasions: 'about',
  usefulFrom: 'planned',
  combines: false,
  category: 'suggestions',
  settledReason: 'ordered',
  match: ({ shop, about }, context) => matchLastOrders(facts, { shop, orderIds: [about] }, context),
  timing: {
    orderOf: ({ about }) => about,
    matchOrders: (asked, context) => matchLastOrders(facts, asked, context),
  },
  claims: claimsOfOrders,
  settledBy: settlesAbsence,
  content: (shop, enrollments, now) => winBackContent(facts, shop, { enrollments, now }),
  sample: winBackSample,
});

import type { FlowKind, Hearing } from '../flow-kind.ts';
import { browseContent } from './content.ts';
import { browseAbandonmentPreset } from './preset.ts';
import { browseSample } from './sample.ts';
import { claimsOfLooks, settlesLooks } from './settled-by.ts';
import type { BrowseFacts } from './trigger.ts';
import { browseArgs, matchLooks } from './trigger.ts';

const hearing: Hearing = {
  listensTo: ['product.viewed', 'cart.updated', 'checkout.updated'],
  opensOn: ['product.viewed'],
};

/** Begins when somebody looks at one product again and again; a cart with it, or its purchase, ends it. */
export const createBrowseAbandonment = (facts: BrowseFacts): FlowKind => ({
  key: browseAbandonmentPreset.key,
  preset: browseAbandonmentPreset,
  standard: true,
  args: browseArgs,
  hears: () => hearing,
  occasions: 'event',
  usefulFrom: 'anchor',
  combines: false,
  category: 'reminders',
  settledReason: 'ordered',
  match: (event, context) => matchLooks(facts, event, context),
  claims: claimsOfLooks,
  settledBy: settlesLooks,
  content: (shop, enrollments) => browseContent(facts, shop, enrollments),
  sample: browseSample,
});

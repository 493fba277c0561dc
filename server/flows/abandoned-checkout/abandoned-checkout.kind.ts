import type { FlowKind } from '../flow-kind.ts';
import { checkoutContent } from './content.ts';
import { abandonedCheckoutPreset } from './preset.ts';
import { checkoutSample } from './sample.ts';
import { claimsOfCheckouts, settlesCheckout } from './settled-by.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';
import { matchCheckout } from './trigger.ts';

export const createAbandonedCheckout = (facts: AbandonedCheckoutFacts): FlowKind => ({
  key: abandonedCheckoutPreset.key,
  preset: abandonedCheckoutPreset,
  listensTo: ['checkout.updated'],
  opensOn: ['checkout.updated'],
  usefulFrom: 'anchor',
  combines: false,
  settledReason: 'ordered',
  match: (event) => matchCheckout(facts, event),
  claims: claimsOfCheckouts(facts.checkouts),
  settledBy: settlesCheckout,
  content: (shop, enrollments) => checkoutContent(facts, shop, enrollments),
  sample: checkoutSample,
});

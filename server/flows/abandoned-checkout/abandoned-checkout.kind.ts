import { z } from 'zod';
import type { FlowKind, Hearing } from '../flow-kind.ts';
import { checkoutContent } from './content.ts';
import { abandonedCheckoutPreset } from './preset.ts';
import { checkoutSample } from './sample.ts';
import { claimsOfCheckouts, settlesCheckout } from './settled-by.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';
import { matchCheckout } from './trigger.ts';

const hearing: Hearing = {
  listensTo: ['checkout.updated'],
  opensOn: ['checkout.updated'],
};

export const createAbandonedCheckout = (facts: AbandonedCheckoutFacts): FlowKind => ({
  key: abandonedCheckoutPreset.key,
  preset: abandonedCheckoutPreset,
  standard: true,
  args: z.strictObject({}),
  hears: () => hearing,
  occasions: 'about',
  usefulFrom: 'anchor',
  combines: false,
  category: 'reminders',
  settledReason: 'ordered',
  match: (event) => matchCheckout(facts, event),
  claims: claimsOfCheckouts(facts.checkouts),
  settledBy: settlesCheckout,
  content: (shop, enrollments) => checkoutContent(facts, shop, enrollments),
  sample: checkoutSample,
});

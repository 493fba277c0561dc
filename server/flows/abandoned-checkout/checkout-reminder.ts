import { z } from 'zod';
import type { FlowKind, Hearing, Preset } from '../flow-kind.ts';
import { checkoutContent } from './content.ts';
import type { Beyond } from './content.ts';
import { checkoutSample } from './sample.ts';
import { claimsOfCheckouts, settlesCheckout } from './settled-by.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';
import { matchCheckout } from './trigger.ts';

const hearing: Hearing = {
  listensTo: ['checkout.updated'],
  opensOn: ['checkout.updated'],
};

interface Reminder {
  readonly preset: Preset;
  readonly standard: boolean;
  readonly beyond: Beyond;
}

/** Flows about a checkout that was left: they differ in what they write, not in when somebody is in them. */
export const createCheckoutReminder = (
  facts: AbandonedCheckoutFacts,
  { preset, standard, beyond }: Reminder,
): FlowKind => ({
  key: preset.key,
  preset,
  standard,
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
  content: (shop, enrollments) => checkoutContent(facts, { shop, beyond }, enrollments),
  sample: checkoutSample,
});

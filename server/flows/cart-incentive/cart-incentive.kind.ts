import { createCheckoutReminder } from '../abandoned-checkout/checkout-reminder.ts';
import type { AbandonedCheckoutFacts } from '../abandoned-checkout/trigger.ts';
import type { FlowKind } from '../flow-kind.ts';
import type { SaidElsewhere } from '../said-elsewhere.ts';
import { cartIncentivePreset } from './preset.ts';

/**
 * A checkout that was left, with something to bring people back. It goes before the plain reminder, which then has nothing
 * to add; where that one has written first, this one is silent.
 */
export const createCartIncentive = (facts: AbandonedCheckoutFacts, said?: SaidElsewhere): FlowKind =>
  createCheckoutReminder(facts, {
    preset: cartIncentivePreset,
    standard: false,
    beyond: { similar: true, others: { kind: 'abandoned-checkout', goesFirst: false }, said },
  });

import type { FlowKind } from '../flow-kind.ts';
import type { SaidElsewhere } from '../said-elsewhere.ts';
import { createCheckoutReminder } from './checkout-reminder.ts';
import { abandonedCheckoutPreset } from './preset.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';

/** Silent about a checkout that the flow with an incentive has written of. */
export const createAbandonedCheckout = (facts: AbandonedCheckoutFacts, said?: SaidElsewhere): FlowKind =>
  createCheckoutReminder(facts, {
    preset: abandonedCheckoutPreset,
    standard: true,
    beyond: { similar: false, others: { kind: 'cart-incentive', goesFirst: true }, said },
  });

import { z } from 'zod';

/** A workflow's trigger, as it was received. */
export interface FarTrigger {
  readonly handle: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const triggerSchema = z.object({ handle: z.string(), payload: z.record(z.string(), z.unknown()) });

/** What the app's extensions bring; Shopify knows no other, and wants a customer with each. */
const handles = new Set(['encore-email-sent', 'encore-step-reached']);

export const flowRoot = (received: FarTrigger[]): object => ({
  flowTriggerReceive: (input: unknown) => {
    const trigger = triggerSchema.parse(input);
    const problem = (field: string, message: string): object => ({
      userErrors: [{ __typename: 'UserError', field: [field], message }],
    });
    if (!handles.has(trigger.handle)) return problem('handle', 'Invalid handle');
    if (!/^\d+$/.test(String(trigger.payload['customer_id'])))
      return problem('payload', 'customer_id is missing');
    received.push(trigger);
    return { userErrors: [] };
  },
});

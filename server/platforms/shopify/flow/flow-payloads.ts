import { z } from 'zod';

const id = z.union([z.string().min(1).max(40), z.number().int()]).transform(String);

/** What Shopify Flow posts when a shop's workflows begin or cease to use a trigger. More may be in it than is read. */
export const lifecycleSchema = z.object({
  flow_trigger_definition_id: z.string().min(1).max(200),
  has_enabled_flow: z.boolean(),
  shopify_domain: z.string(),
  timestamp: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

/** What it posts when a workflow reaches "Start an Encore flow"; `action_run_id` stays the same when it tries again. */
export const startFlowSchema = z.object({
  shopify_domain: z.string(),
  action_run_id: z.string().regex(/^[\w.:-]{1,100}$/),
  properties: z.object({
    customer_id: id,
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((text) => text.isWellFormed(), 'must be Unicode text'),
  }),
});

/** What is kept of it in the inbox: who is asked for which flow. */
export const flowRequestSchema = z.strictObject({
  request: z.string(),
  customerId: z.string(),
  name: z.string(),
});
export type FlowRequest = z.infer<typeof flowRequestSchema>;

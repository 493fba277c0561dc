import { z } from 'zod';
import { flowWarningSchema } from '../figures/figures.contract.ts';

const count = z.int().positive();
const share = z.number().min(0).max(1);

/** What wants the merchant's act, one kind each; the most pressing first. */
export const attentionItemSchema = z
  .discriminatedUnion('kind', [
    /** The mail service refuses the shop's key: nothing leaves. */
    z.object({ kind: z.literal('mail-refused'), since: z.iso.datetime() }),
    /** No webhook for so many hours; in the same hours of the last seven days there were so many on average. */
    z.object({ kind: z.literal('events-silent'), hours: count, usually: count }),
    /** Mail leaves from a domain that the shop has not proved. */
    z.object({
      kind: z.literal('sender-unproved'),
      from: z.string(),
      /** One that is being proved, or could not be. */
      domain: z.object({ name: z.string(), failed: z.boolean() }).nullable(),
    }),
    /** The shared domain's limit for today is reached. */
    z.object({ kind: z.literal('daily-limit'), limit: count }),
    /** Every mail must name the business's address. */
    z.object({ kind: z.literal('no-postal-address') }),
    /** A live flow that usually sends so many a day sent none for so many whole days. */
    z.object({
      kind: z.literal('flow-quiet'),
      flow: z.string(),
      title: z.string(),
      days: count,
      usually: z.number().positive(),
    }),
    z.object({
      kind: z.literal('flow-warning'),
      flow: z.string(),
      title: z.string(),
      warning: flowWarningSchema,
      share,
    }),
    /** People who are stuck in a flow after three failures. */
    z.object({ kind: z.literal('enrollments-stuck'), count }),
    /** What the shop told and could not be applied after three failures. */
    z.object({ kind: z.literal('deliveries-stuck'), count }),
    /** Codes run out faster than they are made. */
    z.object({
      kind: z.literal('offer-dry'),
      offer: z.string(),
      title: z.string(),
      free: z.int().nonnegative(),
    }),
    z.object({ kind: z.literal('offer-refused'), offer: z.string(), title: z.string() }),
  ])
  .meta({ id: 'AttentionItem' });

export const attentionSchema = z.object({ items: z.array(attentionItemSchema) }).meta({ id: 'Attention' });

/** What a button beside an item does: puts what is stuck back to work, or asks the platform for what was missed. */
export const attentionActSchema = z
  .strictObject({ act: z.enum(['retry-enrollments', 'retry-deliveries', 'catch-up']) })
  .meta({ id: 'AttentionAct' });

export const attentionDoneSchema = z
  .object({
    /** How many went back to work; null where it is only asked for. */
    count: z.int().nonnegative().nullable(),
  })
  .meta({ id: 'AttentionDone' });

export type AttentionItem = z.infer<typeof attentionItemSchema>;
export type AttentionView = z.infer<typeof attentionSchema>;
export type AttentionActWord = z.infer<typeof attentionActSchema>['act'];
export type AttentionDoneView = z.infer<typeof attentionDoneSchema>;

import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import type { DeliveryClass } from '../../../shop/delivery.ts';

/** What stands around a payload. */
export interface WebhookContext {
  readonly topic: string;
  /** When Shopify noticed; stands in for times a payload leaves out. */
  readonly triggeredAt: Date;
  /** Of the body: the last tie-breaker between two versions. */
  readonly digest: string;
}

export interface WebhookHandler {
  readonly class: DeliveryClass;
  /** Throws `payload_invalid` when the body is not what its topic promises. */
  readonly interpret: (payload: unknown, context: WebhookContext) => readonly StoreFact[];
}

/** Ids beyond 2^53 arrive as digits already (parseJson); all are kept as strings. */
export const idSchema = z.union([z.string().min(1), z.number().int()]).transform(String);
/** Null, missing: all the same. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.null().transform(() => undefined)]).optional();

export const optionalId = optional(idSchema);
export const optionalText = optional(z.string()).transform((text) =>
  text?.trim() === '' ? undefined : text,
);
export const optionalFlag = optional(z.boolean());
export const optionalNumber = optional(z.number());
/** Decimal strings; some payloads hold plain numbers. What is no number is not known. */
export const optionalAmount = optional(z.union([z.string(), z.number()])).transform((amount) =>
  amount === undefined || amount === '' || !Number.isFinite(Number(amount)) ? undefined : String(amount),
);
export const amountSchema = optionalAmount.transform((text) => text ?? '0.00');

const readDate = (text: string, context: z.RefinementCtx): Date => {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
};

const dateSchema = z.string().transform(readDate);
export const optionalDate = optional(dateSchema);

/** A list that may be null or missing. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  optional(z.array(schema)).transform((list) => list ?? []);

export const parsePayload = <Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  // Paths only: values may be somebody's address.
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.code]));
  throw new EncoreError('payload_invalid', { fields });
};

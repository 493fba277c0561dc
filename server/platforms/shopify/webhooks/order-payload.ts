import { z } from 'zod';
import { lineSchema } from './line-payload.ts';
import {
  amountSchema,
  idSchema,
  listOf,
  optionalDate,
  optionalFlag,
  optionalId,
  optional,
  optionalText,
} from './payload.ts';
import { buyerFields } from './person-payload.ts';

const refundLineSchema = z.object({ line_item: optional(lineSchema) });

export const refundSchema = z.object({
  id: idSchema,
  order_id: optionalId,
  created_at: optionalDate,
  refund_line_items: listOf(refundLineSchema),
});

export type RefundPayload = z.output<typeof refundSchema>;

export const orderSchema = z.object({
  ...buyerFields,
  id: idSchema,
  name: optionalText,
  contact_email: optionalText,
  checkout_token: optionalId,
  cart_token: optionalId,
  buyer_accepts_marketing: optionalFlag,
  created_at: optionalDate,
  updated_at: optionalDate,
  cancelled_at: optionalDate,
  currency: optionalText,
  current_total_price: optionalText,
  total_price: amountSchema,
  total_discounts: optionalText,
  current_total_discounts: optionalText,
  discount_codes: listOf(z.object({ code: z.string(), amount: amountSchema })),
  financial_status: optionalText,
  fulfillment_status: optionalText,
  fulfillments: listOf(z.object({ created_at: optionalDate, status: optionalText })),
  refunds: listOf(refundSchema),
  test: optionalFlag,
  /** Orders that a subscription makes by itself say so here. */
  source_name: optionalText,
  line_items: listOf(lineSchema),
});

export type OrderPayload = z.output<typeof orderSchema>;

export const refundedProducts = ({ refund_line_items: lines }: RefundPayload): readonly string[] => [
  ...new Set(lines.flatMap((line) => line.line_item?.product_id ?? [])),
];

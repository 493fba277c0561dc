import { z } from 'zod';
import type { LineItem } from '../../../shop/catalog.ts';
import { amountSchema, optional, optionalId, optionalNumber, optionalText } from './payload.ts';

export const lineSchema = z.object({
  product_id: optionalId,
  variant_id: optionalId,
  sku: optionalText,
  title: optionalText,
  variant_title: optionalText,
  vendor: optionalText,
  quantity: optionalNumber,
  /** What is left after edits and refunds; orders only. */
  current_quantity: optionalNumber,
  price: amountSchema,
  /** Which plan it is bought on, where it is a subscription. */
  selling_plan_allocation: optional(z.looseObject({})),
});

/** Lines that were edited away or refunded in full are gone. */
export const linesOf = (lines: readonly z.output<typeof lineSchema>[]): readonly LineItem[] =>
  lines.flatMap((line) => {
    const quantity = line.current_quantity ?? line.quantity ?? 1;
    if (quantity <= 0) return [];
    const { sku, vendor, price } = line;
    return [
      {
        productId: line.product_id,
        variantId: line.variant_id,
        sku,
        title: line.title ?? '',
        variantTitle: line.variant_title,
        vendor,
        quantity,
        price,
        ...(line.selling_plan_allocation !== undefined && { subscription: true }),
      },
    ];
  });

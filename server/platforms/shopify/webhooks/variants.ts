import { z } from 'zod';
import { globalId } from './global-id.ts';
import { parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const schema = z.object({ id: globalId, product_id: globalId });

/**
 * Told when the last one is gone and when there are some again, over all places it is sold from: what `inventory_levels`
 * says place by place, and would take a scope more for.
 */
const stockHandler = (available: boolean): WebhookHandler => ({
  class: 'normal',
  interpret: (payload, { triggeredAt: at }) => {
    const { id: variantId, product_id: productId } = parsePayload(schema, payload);
    return [{ kind: 'stock', stock: { productId, variantId, available, at } }];
  },
});

export const inStockHandler = stockHandler(true);
export const outOfStockHandler = stockHandler(false);

import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import type { AdminClient } from './admin-client.ts';
import { tagsAddMutation } from './operations.ts';

export interface ShopifyCustomerTags {
  /** `refused`: Shopify says what is wrong with it, or that there is no such customer. Throws what the client throws. */
  add(shop: ShopId, customerId: string, tag: string): Promise<'done' | 'refused'>;
}

const answerSchema = z.object({
  tagsAdd: z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullable(),
});

/** Needs the scope `write_customers`. A tag that is there already stays one. */
export const createCustomerTags = (admin: AdminClient): ShopifyCustomerTags => ({
  add: async (shop, customerId, tag) => {
    const { tagsAdd } = await admin.request(shop, {
      query: tagsAddMutation,
      variables: { id: `gid://shopify/Customer/${customerId}`, tags: [tag] },
      schema: answerSchema,
    });
    return tagsAdd?.userErrors.length === 0 ? 'done' : 'refused';
  },
});

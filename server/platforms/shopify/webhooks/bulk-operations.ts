import { z } from 'zod';
import { parseJson } from '../../../lib/json.ts';
import type { ShopId } from '../../../lib/brand.ts';
import type { StoredDelivery } from '../../../shop/delivery.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import { parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const finishedSchema = z.object({ admin_graphql_api_id: z.string().min(1) });

/** Says nothing of the shop's people or goods: only a back-fill that waits for it has a use for it. */
export const bulkFinishedHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload) => {
    parsePayload(finishedSchema, payload);
    return [];
  },
};

const finishedTopic = 'shopify:bulk_operations/finish';

/** A back-fill that waits for this operation, in whatever process, asks for its result at its next look. */
export const createTellBulkFinished =
  (shops: Pick<ShopRepository, 'tellBulkFinished'>) =>
  async ({ shop, topic, body }: { readonly shop: ShopId } & Pick<StoredDelivery, 'topic' | 'body'>) => {
    if (topic !== finishedTopic) return;
    const { admin_graphql_api_id: operation } = parsePayload(
      finishedSchema,
      parseJson(body.toString('utf8')),
    );
    await shops.tellBulkFinished(shop, operation);
  };

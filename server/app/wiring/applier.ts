import { interpretMerchantDelivery } from '../../insights/privacy/merchant-delivery.ts';
import type { Logger } from '../../lib/logger.ts';
import { interpretProviderDelivery } from '../../mail/events/provider-delivery.ts';
import { interpretPageDelivery } from '../../mail/leaving/page-delivery.ts';
import { backfillTopicPrefix, interpretBrokenLines } from '../../platforms/shopify/backfill/broken-lines.ts';
import {
  flowTopicPrefix,
  interpretFlowRequest,
} from '../../platforms/shopify/flow/interpret-flow-request.ts';
import { interpretShopifyWebhook } from '../../platforms/shopify/interpret-webhook.ts';
import { pollTopicPrefix, interpretPoll } from '../../platforms/shopify/reconcile/poll-body.ts';
import { createConsentWriteRepository } from '../../shop/consent-writes.repository.ts';
import { createQueueConsentWrites } from '../../shop/queue-consent-writes.ts';
import { createTellBulkFinished } from '../../platforms/shopify/webhooks/bulk-operations.ts';
import { isShopDomain } from '../../platforms/shopify/shop-domain.ts';
import { interpretBrokenDocument, readTopicKinds } from '../../platforms/woocommerce/broken-documents.ts';
import { interpretKeeper, keeperTopicKind } from '../../platforms/woocommerce/keeper-delivery.ts';
import { interpretWooWebhook } from '../../platforms/woocommerce/interpret-webhook.ts';
import { createApplier } from '../../shop/inbox/apply.ts';
import type { Applier } from '../../shop/inbox/apply.ts';
import { createInterpreter } from '../../shop/interpret-delivery.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { Config } from '../config.ts';
import { interpretVisits } from '../../shop/storefront/interpret-visits.ts';
import { wireCrediting } from './conversions.ts';
import type { Data } from './data.ts';
import { wireProviderEvents } from './provider-events.ts';
import type { Flows } from './flows.ts';
import { wirePrivacy } from './privacy.ts';

export interface ApplierParts {
  readonly config: Pick<Config, 'encryptionKey' | 'previousKeys'>;
  readonly data: Data;
  readonly flows: Flows;
  readonly logger: Logger;
}

/** From a stored delivery to facts, events, entries, exits, and what the platform is to be told. */
export const wireApplier = ({ config, data, flows, logger }: ApplierParts): Applier => {
  const consentWrites = createConsentWriteRepository(data.connection);
  const queueConsents = createQueueConsentWrites(consentWrites);
  const crediting = wireCrediting(data);
  const tellBulkFinished = createTellBulkFinished(data.shop.shops);
  const applyProviderEvents = wireProviderEvents(data);
  return createApplier({
    inbox: data.inbox,
    interpret: createInterpreter({
      shopify: interpretShopifyWebhook,
      [pollTopicPrefix.slice(0, -1)]: interpretPoll,
      [backfillTopicPrefix.slice(0, -1)]: interpretBrokenLines,
      [flowTopicPrefix.slice(0, -1)]: interpretFlowRequest,
      woocommerce: interpretWooWebhook,
      [readTopicKinds.backfill]: interpretBrokenDocument,
      [readTopicKinds.poll]: interpretBrokenDocument,
      [keeperTopicKind]: interpretKeeper,
      page: interpretPageDelivery,
      merchant: interpretMerchantDelivery,
      storefront: interpretVisits,
      sendgrid: interpretProviderDelivery,
    }),
    record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
    react: async (shop, events) => {
      await flows.react(shop, events);
      await crediting.orders(shop, events);
      // WooCommerce knows no consent that one could write back to.
      if (isShopDomain(shop)) await queueConsents(shop, events);
    },
    beside: async (delivery) => {
      await applyProviderEvents(delivery);
      await crediting.clicks(delivery);
      await tellBulkFinished(delivery);
    },
    privacy: wirePrivacy({ config, data }),
    logger,
  });
};

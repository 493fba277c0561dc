import type { Logger } from '../../lib/logger.ts';
import { interpretPageDelivery } from '../../mail/leaving/page-delivery.ts';
import { interpretShopifyWebhook } from '../../platforms/shopify/interpret-webhook.ts';
import { createApplier } from '../../shop/inbox/apply.ts';
import type { Applier } from '../../shop/inbox/apply.ts';
import { createInterpreter } from '../../shop/interpret-delivery.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface ApplierParts {
  readonly data: Data;
  readonly flows: Flows;
  readonly logger: Logger;
}

/** From a stored delivery to facts, events, entries and exits. */
export const wireApplier = ({ data, flows, logger }: ApplierParts): Applier =>
  createApplier({
    inbox: data.inbox,
    interpret: createInterpreter({ shopify: interpretShopifyWebhook, page: interpretPageDelivery }),
    record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
    react: flows.react,
    logger,
  });

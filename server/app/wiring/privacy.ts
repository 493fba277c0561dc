import { createChangeLog } from '../../insights/changes/change-log.repository.ts';
import { createAccessLog } from '../../insights/privacy/access-log.repository.ts';
import { createHoldingsRepository } from '../../insights/privacy/holdings.repository.ts';
import { toMerchantDelivery } from '../../insights/privacy/merchant-delivery.ts';
import type { RequestKind } from '../../insights/privacy/merchant-delivery.ts';
import { createPersonExports } from '../../insights/privacy/person-exports.repository.ts';
import type { PersonExports } from '../../insights/privacy/person-exports.repository.ts';
import { createPrivacy } from '../../insights/privacy/privacy.ts';
import { createRetention } from '../../insights/privacy/retention.system.repository.ts';
import { sweepRedactions } from '../../insights/privacy/sweep-redactions.ts';
import { asContactId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { PrivacyPort } from '../../shop/inbox/apply.ts';
import { createRedactionSweep } from '../../shop/redactions.system.repository.ts';
import type { Config } from '../config.ts';
import type { ApiServices } from '../http/api/api-deps.ts';
import type { Data } from './data.ts';

export interface PrivacyParts {
  readonly config: Pick<Config, 'encryptionKey' | 'previousKeys'>;
  readonly data: Data;
}

const exportsOf = ({ config, data }: PrivacyParts): PersonExports =>
  createPersonExports(data.connection, createSecretBox([config.encryptionKey, ...config.previousKeys]));

/** What applying a redaction or a data request comes down to. */
export const wirePrivacy = (parts: PrivacyParts): PrivacyPort =>
  createPrivacy({
    shop: parts.data.shop,
    holdings: createHoldingsRepository(parts.data.connection),
    exports: exportsOf(parts),
    clock: parts.data.clock,
  });

export interface PrivacyJobs {
  sweep(): Promise<void>;
  retain(): Promise<void>;
}

export const wirePrivacyJobs = ({ data, logger }: { data: Data; logger: Logger }): PrivacyJobs => {
  const { connection, shop, inbox } = data;
  const sweeping = {
    redactions: createRedactionSweep(connection),
    holdings: createHoldingsRepository(connection),
    journal: shop.journal,
    inbox,
    isInstalled: shop.shops.isInstalled,
  };
  return {
    sweep: async () => void (await sweepRedactions(sweeping)),
    retain: async () => {
      const gone = Object.fromEntries(await createRetention(connection).retain());
      logger.info({ gone }, 'what had been kept long enough is deleted');
    },
  };
};

/** What a merchant asks for in the admin. */
export const wirePrivacyServices = (
  parts: PrivacyParts,
  intake: Pick<Intake, 'accept'>,
): Pick<ApiServices, 'privacy' | 'accessLog' | 'changeLog'> => {
  const { data } = parts;
  const exports = exportsOf(parts);
  const { contacts, dataRequests } = data.shop;
  return {
    accessLog: createAccessLog(data.connection),
    changeLog: createChangeLog(data.connection),
    privacy: {
      ask: async (shop, contact, kind: RequestKind) => {
        const id = asContactId(contact);
        const found = (await contacts.findMany(shop, [id])).get(id);
        if (found === undefined || found.redactedAt !== undefined) return undefined;
        const asked = { contact: found, at: data.clock.now() };
        const { requestId, ...delivery } = toMerchantDelivery(shop, kind, asked);
        await intake.accept(delivery);
        return requestId;
      },
      requests: async (shop) => {
        const listed = await dataRequests.list(shop);
        const until = await exports.expiries(
          shop,
          listed.map(({ requestId }) => requestId),
        );
        return listed.map((one) => ({ ...one, downloadUntil: until.get(one.requestId) }));
      },
      download: (shop, request) => exports.find(shop, request),
    },
  };
};

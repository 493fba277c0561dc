import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { JobPayload, Queue } from '../../lib/job-catalog.ts';
import type { Logger } from '../../lib/logger.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { createOfferLedger } from '../../mail/offers/offer-ledger.repository.ts';
import type { OfferPlatforms } from '../../mail/offers/offer-platform.ts';
import { createOfferClearing } from '../../mail/offers/offer-clearing.repository.ts';
import { createOfferStock } from '../../mail/offers/offer-stock.repository.ts';
import { createOfferPort } from '../../mail/offers/offer-port.ts';
import type { OfferPort } from '../../mail/offers/offer-port.ts';
import { createOfferService } from '../../mail/offers/offer-service.ts';
import type { OfferService } from '../../mail/offers/offer-service.ts';
import { createOffers } from '../../mail/offers/offers.repository.ts';
import { createOfferingShops } from '../../mail/offers/offers.system.repository.ts';
import { createTendOffers } from '../../mail/offers/tend-offers.ts';
import { createShopifyDiscounts } from '../../platforms/shopify/discounts.ts';
import { isShopDomain } from '../../platforms/shopify/shop-domain.ts';
import { createWooCoupons } from '../../platforms/woocommerce/coupons.ts';
import { createOfferUses } from '../services/offer-uses.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';
import { wireAdmin } from './platform.ts';
import { wireWooClients } from './woocommerce.ts';

export interface OfferParts {
  readonly config: Config;
  readonly data: Data;
  readonly logger: Logger;
}

const wirePlatforms = (parts: OfferParts): OfferPlatforms => {
  const { contacts } = parts.data.shop;
  const shopify = createShopifyDiscounts(wireAdmin(parts).admin);
  const woocommerce = createWooCoupons({
    clientOf: wireWooClients(parts),
    addressesOf: async (shop, ids) => {
      const found = await contacts.findMany(shop, ids);
      return new Map(
        [...found].flatMap(([id, { address }]) => (address === undefined ? [] : [[id, address] as const])),
      );
    },
  });
  return (shop) => (isShopDomain(shop) ? shopify : woocommerce);
};

const installedOf =
  ({ shop: { shops } }: Data) =>
  async (shop: ShopId) => {
    const found = await shops.find(shop);
    return found?.status === 'installed' ? found : undefined;
  };

/** What the send path asks. */
export const wireOfferPort = (parts: OfferParts): OfferPort =>
  createOfferPort({
    offers: createOffers(parts.data.connection),
    codes: createOfferCodes(parts.data.connection),
    platforms: wirePlatforms(parts),
  });

/** What a merchant does. */
export const wireOfferService = (data: Data, queue: Queue): OfferService =>
  createOfferService({
    offers: createOffers(data.connection),
    pool: createOfferStock(data.connection),
    ledger: createOfferLedger(data.connection),
    shopOf: installedOf(data),
    usesOf: createOfferUses({
      flows: createFlowRepository(data.connection),
      versions: createFlowVersionRepository(data.connection),
    }),
    queue,
    clock: data.clock,
  });

export interface OfferJobs {
  tend(payload: JobPayload<'offers.tend'>, signal: AbortSignal): Promise<void>;
  tendAll(signal?: AbortSignal): Promise<void>;
}

/** The long work, done by workers. */
export const wireOfferJobs = (parts: OfferParts): OfferJobs => {
  const { data, logger } = parts;
  const { connection, clock, mail } = data;
  const tending = createTendOffers({
    offers: createOffers(connection),
    pool: { ...createOfferStock(connection), ...createOfferClearing(connection) },
    codes: createOfferCodes(connection),
    statusOf: async (ids) =>
      new Map([...(await mail.system.ledger.read(ids))].map(([id, { status }]) => [id, status])),
    platforms: wirePlatforms(parts),
    shops: createOfferingShops(connection),
    shopOf: installedOf(data),
    clock,
    logger,
  });
  return {
    tend: ({ shop }, signal) => tending.shop(asShopId(shop), signal),
    tendAll: (signal) => tending.all(signal),
  };
};

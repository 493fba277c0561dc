import { hkdfSync } from 'node:crypto';
import type { Router } from 'express';
import type { ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import type { LinkKey } from '../../mail/links/signed-token.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { Config } from '../config.ts';
import { createEventsRouter } from '../http/storefront/events-router.ts';
import { createShopKeys } from '../http/storefront/shop-key.ts';
import type { ShopKeys } from '../http/storefront/shop-key.ts';
import type { Meters } from '../metrics/meters.ts';
import type { Data } from './data.ts';

const storefrontKeyOf = (key: Buffer): LinkKey => {
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'encore storefront v1', 32)).toString('base64');
  return { id: digest('storefront-key', secret).slice(0, 8), secret };
};

/**
 * Keys of their own: what a storefront shows to everybody opens nothing else. A pixel goes on with the key it was given until
 * it is given the new one; the oldest also answers to the name that it had while there was only one.
 */
export const wireShopKeys = ({
  encryptionKey,
  previousKeys,
}: Pick<Config, 'encryptionKey' | 'previousKeys'>): ShopKeys => {
  const oldest = storefrontKeyOf(previousKeys.at(-1) ?? encryptionKey);
  return createShopKeys([...[encryptionKey, ...previousKeys].map(storefrontKeyOf), { ...oldest, id: '1' }]);
};

interface StorefrontParts {
  readonly config: Config;
  readonly data: Data;
  readonly meters: Meters;
  readonly intake: Intake;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
}

/** What the storefront's visitors do comes in here. */
export const wireStorefront = ({ config, data, meters, intake, isInstalled }: StorefrontParts): Router =>
  createEventsRouter({
    keys: wireShopKeys(config),
    intake,
    isInstalled,
    clock: data.clock,
    metrics: {
      answered: (status) =>
        meters.count('encore_storefront_reports_answered_total', 1, { status: String(status) }),
    },
  });

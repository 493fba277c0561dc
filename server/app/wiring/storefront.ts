import { hkdfSync } from 'node:crypto';
import type { Router } from 'express';
import type { ShopId } from '../../lib/brand.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { Config } from '../config.ts';
import { createEventsRouter } from '../http/storefront/events-router.ts';
import { createShopKeys } from '../http/storefront/shop-key.ts';
import type { ShopKeys } from '../http/storefront/shop-key.ts';
import type { Meters } from '../metrics/meters.ts';
import type { Data } from './data.ts';

/** Keys of their own: what a storefront shows to everybody opens nothing else. */
export const wireShopKeys = ({ encryptionKey }: Pick<Config, 'encryptionKey'>): ShopKeys => {
  const secret = Buffer.from(hkdfSync('sha256', encryptionKey, '', 'encore storefront v1', 32));
  return createShopKeys([{ id: '1', secret: secret.toString('base64') }]);
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

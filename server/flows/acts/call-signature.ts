import { createHmac, hkdfSync } from 'node:crypto';
import type { ShopId } from '../../lib/brand.ts';

/** What a shop checks our calls with: the same as long as the key of this installation is. */
export const createCallSecrets =
  (encryptionKey: Buffer) =>
  (shop: ShopId): string =>
    `ecs_${Buffer.from(hkdfSync('sha256', encryptionKey, shop, 'encore calls v1', 32)).toString('base64url')}`;

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over the seconds, a dot and the raw body, so neither can be exchanged. */
export const signCall = (secret: string, at: Date, body: string): string => {
  const seconds = Math.floor(at.getTime() / 1000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
};

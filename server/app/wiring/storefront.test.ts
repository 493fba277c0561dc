import { describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import { wireShopKeys } from './storefront.ts';

const shop = asShopId('lumen.myshopify.com');
const [first, second, third] = [1, 2, 3].map((each) => Buffer.alloc(32, each));
const keysOf = (encryptionKey = Buffer.alloc(32), previousKeys: readonly Buffer[] = []) =>
  wireShopKeys({ encryptionKey, previousKeys });

describe('the key that names a shop in its storefront', () => {
  it('is a new one after the key was rotated, and the one before still opens', () => {
    const before = keysOf(first).of(shop);
    const after = keysOf(second, first === undefined ? [] : [first]);

    expect(after.of(shop)).not.toBe(before);
    expect([after.read(before), after.read(after.of(shop))]).toEqual([shop, shop]);
  });

  it('opens nothing once its key is kept no more', () => {
    expect(keysOf(third).read(keysOf(first).of(shop))).toBeUndefined();
  });
});

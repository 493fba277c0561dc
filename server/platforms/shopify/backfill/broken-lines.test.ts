import { describe, expect, it } from '@jest/globals';
import { asShopId } from '../../../lib/brand.ts';
import type { StoredDelivery } from '../../../shop/delivery.ts';
import { brokenDelivery, interpretBrokenLines, readGroup } from './broken-lines.ts';
import { groupsOf } from './bulk-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';

const shop = asShopId('lumen.myshopify.com');
const product = (over: object = {}): string =>
  JSON.stringify({
    id: 'gid://shopify/Product/1',
    title: 'Soap',
    status: 'ACTIVE',
    updatedAt: '2026-01-01T00:00:00Z',
    ...over,
  });
const variant = (over: object = {}): string =>
  JSON.stringify({
    id: 'gid://shopify/ProductVariant/2',
    __parentId: 'gid://shopify/Product/1',
    price: '7.50',
    ...over,
  });

const only = (lines: readonly string[]): BulkGroup => {
  const [group] = groupsOf(lines);
  if (group === undefined) throw new TypeError('no group');
  return group;
};

const stored = (topic: string, lines: readonly string[]): StoredDelivery => ({
  id: 'x',
  shop,
  deliveryId: 'x',
  topic,
  class: 'normal',
  body: Buffer.from(lines.join('\n')),
  headers: {},
  state: 'stored',
  receivedAt: new Date(0),
  failures: 0,
});

describe('a group of lines', () => {
  it('is read as its kind', () => {
    const { facts, broken } = readGroup('products', only([product(), variant()]));

    expect(facts).toMatchObject([{ kind: 'product', product: { id: '1', variants: [{ id: '2' }] } }]);
    expect(broken).toEqual([]);
  });

  it.each([
    ['a node', [product({ title: 7 }), variant()]],
    ['a child', [product(), variant({ price: {} })]],
  ])('is set aside as a whole for %s of another shape', (_name, lines) => {
    const { facts, broken } = readGroup('products', only(lines));

    expect(facts).toEqual([]);
    expect(broken).toEqual([{ number: 1, lines, code: 'payload_invalid' }]);
  });

  it('is told apart from the broken line within it', () => {
    const { broken } = readGroup('products', only([product({ status: null }), '{', variant()]));

    expect(broken.map(({ lines }) => lines.length)).toEqual([2, 1]);
    expect(broken.map(({ code }) => code)).toEqual(['payload_invalid', 'payload_undecodable']);
  });

  it('without a root is nothing but broken', () => {
    expect(readGroup('products', only(['{'])).broken).toHaveLength(1);
  });
});

describe('what was set aside', () => {
  const broken = { number: 1207, lines: ['{"id":', variant()], code: 'payload_undecodable' } as const;

  it('is kept byte for byte, quarantined, with its number and why', () => {
    expect(brokenDelivery(shop, 'orders', broken)).toMatchObject({
      topic: 'shopify-backfill:orders',
      body: Buffer.from(`{"id":\n${variant()}`),
      headers: { line: '1207', lines: '2' },
      state: 'quarantined',
      error: 'payload_undecodable',
    });
  });

  it('is one however often it is read, whatever its number is by then', () => {
    const again = brokenDelivery(shop, 'orders', { ...broken, number: 3 });

    expect(again.deliveryId).toBe(brokenDelivery(shop, 'orders', broken).deliveryId);
    expect(brokenDelivery(shop, 'products', broken).deliveryId).not.toBe(again.deliveryId);
  });

  it('is applied once it can be read', () => {
    const facts = interpretBrokenLines(stored('shopify-backfill:products', [product(), variant()]));

    expect(facts).toMatchObject([{ kind: 'product', product: { title: 'Soap' } }]);
  });

  it.each([
    ['JSON that is none', stored('shopify-backfill:products', ['{"id":']), 'payload_undecodable'],
    ['a child alone', stored('shopify-backfill:products', [variant()]), 'payload_invalid'],
    ['another shape', stored('shopify-backfill:products', [product({ title: null })]), 'payload_invalid'],
    ['another kind', stored('shopify-backfill:carts', [product()]), 'payload_invalid'],
  ])('stays where it is for %s', (_name, delivery, code) => {
    expect(() => interpretBrokenLines(delivery)).toThrow(expect.objectContaining({ code }));
  });
});

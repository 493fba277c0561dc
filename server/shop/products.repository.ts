import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { Product } from './catalog.ts';
import { insertNew, justIds } from '../lib/insert-new.ts';
import type { RowPort } from '../lib/insert-new.ts';
import { productRows } from './products.model.ts';
import type { ProductRow } from './products.model.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import type { StockFacts } from './facts.ts';
import { toldStock, withStock } from './variant-stock.ts';
import { keepEarliest, newerWins, rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface ProductVersion {
  readonly product: Omit<Product, 'shop'>;
  readonly stamp: string;
}

export interface ProductRepository {
  applyMany(shop: ShopId, versions: readonly ProductVersion[]): Promise<void>;
  markDeleted(shop: ShopId, id: string, at: Date): Promise<void>;
  /** One variant's stock, told without the product: in any order, before the product itself too. */
  tellStock(shop: ShopId, stock: StockFacts): Promise<void>;
  /** Deleted and archived ones too: a mail may have to say that they are gone. */
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Product[]>;
  /** Active ones only, in the order of their ids. */
  findByVendors(shop: ShopId, vendors: readonly string[], limit: number): Promise<readonly Product[]>;
  /** Active ones by their type; a type of more than fifty is left out, for it says what a shop sells. */
  idsByTypes(shop: ShopId, types: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Of those SKUs that a variant has, whose: deleted products' too. Reads every product of the shop. */
  idsBySkus(shop: ShopId, skus: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Active ones whose title holds the text, whatever its capitals. */
  search(shop: ShopId, text: string, limit: number): Promise<readonly Product[]>;
  deleteAll(shop: ShopId): Promise<void>;
}

const toProduct = ({ shop, details, deletedAt, stock }: ProductRow): readonly Product[] =>
  details === undefined ? [] : [{ ...details, variants: withStock(details, stock), shop, deletedAt }];

const updateOf = (shop: ShopId, { product, stamp }: ProductVersion): mongo.Document[] => {
  const { deletedAt, ...details } = product;
  const set = { $set: { shop, ...newerWins(stamp, details), ...keepEarliest('deletedAt', deletedAt) } };
  // Webhooks don't tell the address of its page; what the past or a poll told of it holds until somebody says otherwise.
  const { url } = details;
  const known = url === undefined ? '$urlBefore' : { $literal: url };
  return [
    { $set: { urlBefore: '$details.url' } },
    set,
    { $set: { 'details.url': { $ifNull: ['$details.url', known] } } },
    { $unset: ['urlBefore'] },
  ];
};

const rowOf = (shop: ShopId, { product, stamp }: ProductVersion): ProductRow => {
  const { deletedAt, ...details } = product;
  return { _id: rowId(shop, product.id), shop, stamp, details, deletedAt };
};

const portOf = (rows: mongo.Collection<ProductRow>): RowPort<ProductRow> => ({
  known: (ids) => rows.find({ _id: { $in: ids } }, justIds).toArray(),
  insert: (fresh) => rows.insertMany(fresh, { ordered: false }),
});

const mostOfType = 50;

const onSale = { 'details.status': 'active', deletedAt: { $exists: false } } as const;

const inShop = (shop: ShopId): { _id: { $gt: string; $lt: string } } => ({
  _id: { $gt: `${shop}/`, $lt: `${shop}0` },
});

/** SKUs and the products they are of; the first of two that share one. */
export const skuPairs = (
  products: readonly Product[],
  skus: readonly string[],
): ReadonlyMap<string, string> => {
  const asked = new Set(skus);
  const pairs = products.flatMap(({ id, variants }) =>
    variants.flatMap(({ sku }) => (sku !== undefined && asked.has(sku) ? [[sku, id] as const] : [])),
  );
  return new Map(pairs.toReversed());
};

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export const createProductRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): ProductRepository => {
  const rows = productRows(connection);
  const read = async (filter: mongo.Filter<ProductRow>, limit = 0): Promise<readonly Product[]> =>
    (await rows.find(filter).sort({ _id: 1 }).limit(limit).toArray()).flatMap(toProduct);
  const idsOfType = async (shop: ShopId, type: string): Promise<readonly [string, readonly string[]][]> => {
    const found = await rows
      .find({ shop, 'details.productType': type, ...onSale }, justIds)
      .limit(mostOfType + 1)
      .toArray();
    const ids = found.map(({ _id }) => _id.slice(shop.length + 1));
    return ids.length === 0 || ids.length > mostOfType ? [] : [[type, ids]];
  };
  return {
    applyMany: async (shop, versions) => {
      const left = await insertNew(portOf(rows), versions, (version) => rowOf(shop, version));
      if (left.length === 0) return;
      const operations = left.map((version) => ({
        updateOne: {
          filter: { _id: rowId(shop, version.product.id) },
          update: updateOf(shop, version),
          upsert: true,
        },
      }));
      await retryDuplicates(() => rows.bulkWrite(operations, { ordered: false }));
    },
    markDeleted: async (shop, id, at) => {
      const update = [{ $set: { shop, ...keepEarliest('deletedAt', at) } }];
      await retryDuplicates(() => rows.updateOne({ _id: rowId(shop, id) }, update, { upsert: true }));
    },
    tellStock: async (shop, stock) => {
      const told = toldStock(stock);
      const field = `stock.${stock.variantId}`;
      const isNewer = { $lt: [{ $ifNull: [`$${field}.stamp`, ''] }, told.stamp] };
      const update = [{ $set: { shop, [field]: { $cond: [isNewer, told, `$${field}`] } } }];
      const filter = { _id: rowId(shop, stock.productId) };
      await retryDuplicates(() => rows.updateOne(filter, update, { upsert: true }));
    },
    findMany: async (shop, ids) => {
      const found = await readAll(rows, { _id: { $in: ids.map((id) => rowId(shop, id)) } });
      return found.toSorted((one, other) => (one._id < other._id ? -1 : 1)).flatMap(toProduct);
    },
    findByVendors: (shop, vendors, limit) =>
      read({ shop, 'details.vendor': { $in: vendors }, ...onSale }, limit),
    idsByTypes: async (shop, types) =>
      new Map((await Promise.all(types.map((type) => idsOfType(shop, type)))).flat()),
    idsBySkus: async (shop, skus) => {
      const found = await readAll(rows, { ...inShop(shop), 'details.variants.sku': { $in: skus } });
      return skuPairs(found.flatMap(toProduct), skus);
    },
    search: (shop, text, limit) =>
      read({ ...inShop(shop), 'details.title': { $regex: literal(text), $options: 'i' }, ...onSale }, limit),
    deleteAll: async (shop) => {
      await rows.deleteMany(inShop(shop));
    },
  };
};

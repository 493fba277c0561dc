import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Order } from './catalog.ts';
import { insertNew, justIds } from '../lib/insert-new.ts';
import type { RowPort } from '../lib/insert-new.ts';
import { orderRows } from './orders.model.ts';
import type { OrderRow } from './orders.model.ts';
import { personalFields } from './personal-fields.ts';
import type { ErasedPerson } from './personal-fields.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { keepAll, keepEarliest, keepFirst, newerWins, rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface OrderVersion {
  readonly order: Omit<Order, 'shop'>;
  readonly stamp: string;
}

/** Any of these may have placed the orders one asks for; empty lists match nothing. */
export interface SettlementKeys {
  readonly contacts?: readonly ContactId[];
  readonly addresses?: readonly string[];
  readonly customerIds?: readonly string[];
  readonly phones?: readonly string[];
  readonly checkoutTokens?: readonly string[];
  readonly cartTokens?: readonly string[];
}

/** One line of one order, for learning when and what is bought again. */
export interface Bought {
  readonly orderId: string;
  readonly placedAt: Date;
  readonly contact?: ContactId | undefined;
  readonly productId: string;
  readonly quantity: number;
}

/** Where an order stands among the others by time. */
export interface OrderPlace {
  readonly id: string;
  readonly placedAt: Date;
}

export interface OrderRepository {
  /** Newer wins by stamp; any order, any number of times, by any number of appliers. */
  applyMany(shop: ShopId, versions: readonly OrderVersion[]): Promise<void>;
  addRefund(shop: ShopId, orderId: string, productIds: readonly string[]): Promise<void>;
  findMany(shop: ShopId, ids: readonly string[]): Promise<readonly Order[]>;
  /** Without test orders. */
  findForSettlement(shop: ShopId, keys: SettlementKeys): Promise<readonly Order[]>;
  /** Without test orders, oldest first. */
  findByContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Order[]>;
  /** Pages through everything that was bought and not cancelled, by order id; test orders left out. */
  purchases(
    shop: ShopId,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ readonly purchases: readonly Bought[]; readonly next?: string | undefined }>;
  /** Newest first, placed before the cursor; test and cancelled ones left out. */
  newest(
    shop: ShopId,
    page: { readonly since: Date; readonly before?: OrderPlace | undefined; readonly limit: number },
  ): Promise<readonly OrderPlace[]>;
  relink(shop: ShopId, from: ContactId, to: ContactId): Promise<void>;
  erase(shop: ShopId, person: ErasedPerson): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const toOrder = (row: OrderRow): readonly Order[] => {
  const { shop, details, checkoutToken, cartToken, cancelledAt, fulfilledAt, refundedProductIds = [] } = row;
  if (details === undefined) return [];
  return [{ ...details, shop, checkoutToken, cartToken, cancelledAt, fulfilledAt, refundedProductIds }];
};

const pipelineOf = (shop: ShopId, { order, stamp }: OrderVersion): mongo.Document[] => {
  const { checkoutToken, cartToken, cancelledAt, fulfilledAt, refundedProductIds, ...details } = order;
  return [
    {
      $set: {
        shop,
        ...newerWins(stamp, details),
        ...keepFirst('checkoutToken', checkoutToken),
        ...keepFirst('cartToken', cartToken),
        ...keepEarliest('cancelledAt', cancelledAt),
        ...keepEarliest('fulfilledAt', fulfilledAt),
        ...keepAll('refundedProductIds', refundedProductIds),
      },
    },
  ];
};

const rowOf = (shop: ShopId, { order, stamp }: OrderVersion): OrderRow => {
  const { checkoutToken, cartToken, cancelledAt, fulfilledAt, refundedProductIds, ...details } = order;
  const side = { checkoutToken, cartToken, cancelledAt, fulfilledAt };
  return {
    _id: rowId(shop, order.id),
    shop,
    stamp,
    details,
    ...side,
    refundedProductIds: [...new Set(refundedProductIds)],
  };
};

const portOf = (rows: mongo.Collection<OrderRow>): RowPort<OrderRow> => ({
  known: (ids) => rows.find({ _id: { $in: ids } }, justIds).toArray(),
  insert: (fresh) => rows.insertMany(fresh, { ordered: false }),
});

const clauses = (shop: ShopId, keys: SettlementKeys): mongo.Document[] => {
  const lists: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['details.contact', keys.contacts],
    ['details.address', keys.addresses],
    ['details.customerId', keys.customerIds],
    ['details.phone', keys.phones],
    ['checkoutToken', keys.checkoutTokens],
    ['cartToken', keys.cartTokens],
  ];
  return lists.flatMap(([field, values = []]) =>
    values.length === 0 ? [] : [{ shop, [field]: { $in: values } }],
  );
};

const onlyPlace = { 'details.id': 1, 'details.placedAt': 1 } as const;

/** What was bought and kept. */
export const boughtIn = ({ id, placedAt, contact, lines, refundedProductIds }: Order): readonly Bought[] =>
  lines.flatMap(({ productId, quantity }) =>
    productId === undefined || quantity <= 0 || refundedProductIds.includes(productId)
      ? []
      : [{ orderId: id, placedAt, contact, productId, quantity }],
  );

/** Every id of a shop lies between `shop/` and `shop0`, the character after the slash. */
const idRange = (shop: ShopId, after?: string): mongo.Document => ({
  $gt: after === undefined ? `${shop}/` : rowId(shop, after),
  $lt: `${shop}0`,
});

const writesOf = (
  rows: mongo.Collection<OrderRow>,
): Pick<OrderRepository, 'applyMany' | 'addRefund' | 'relink' | 'erase' | 'deleteAll'> => ({
  applyMany: async (shop, versions) => {
    const left = await insertNew(portOf(rows), versions, (version) => rowOf(shop, version));
    if (left.length === 0) return;
    const operations = left.map((version) => ({
      updateOne: {
        filter: { _id: rowId(shop, version.order.id) },
        update: pipelineOf(shop, version),
        upsert: true,
      },
    }));
    await retryDuplicates(() => rows.bulkWrite(operations, { ordered: false }));
  },
  addRefund: async (shop, orderId, productIds) => {
    const update = [{ $set: { shop, ...keepAll('refundedProductIds', productIds) } }];
    await retryDuplicates(() => rows.updateOne({ _id: rowId(shop, orderId) }, update, { upsert: true }));
  },
  relink: async (shop, from, to) => {
    await rows.updateMany({ shop, 'details.contact': from }, { $set: { 'details.contact': to } });
  },
  erase: async (shop, { contacts, addresses, customerIds, orderIds, at }) => {
    const named = { _id: { $in: orderIds.map((id) => rowId(shop, id)) } };
    const theirs = clauses(shop, { contacts });
    const older = clauses(shop, { addresses, customerIds }).map((clause) => ({
      ...clause,
      'details.placedAt': { $lte: at },
    }));
    await rows.updateMany({ $or: [named, ...theirs, ...older] }, { $unset: personalFields });
  },
  deleteAll: async (shop) => {
    await rows.deleteMany({ _id: idRange(shop) });
  },
});

export const createOrderRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): OrderRepository => {
  const rows = orderRows(connection);
  const read = async (filter: mongo.Filter<OrderRow>): Promise<readonly Order[]> =>
    (await readAll(rows, filter)).flatMap(toOrder);
  return {
    ...writesOf(rows),
    findMany: (shop, ids) => read({ _id: { $in: ids.map((id) => rowId(shop, id)) } }),
    findForSettlement: async (shop, keys) => {
      const $or = clauses(shop, keys);
      return $or.length === 0 ? [] : read({ $or, 'details.test': false });
    },
    findByContacts: async (shop, contacts) => {
      const found = await read({ shop, 'details.contact': { $in: contacts }, 'details.test': false });
      return found.toSorted((one, other) => one.placedAt.getTime() - other.placedAt.getTime());
    },
    purchases: async (shop, { after, limit }) => {
      const filter = { _id: idRange(shop, after), 'details.test': false, cancelledAt: { $exists: false } };
      const page = (await rows.find(filter).sort({ _id: 1 }).limit(limit).toArray()).flatMap(toOrder);
      return { purchases: page.flatMap(boughtIn), next: page.length < limit ? undefined : page.at(-1)?.id };
    },
    newest: async (shop, { since, before, limit }) => {
      const at = before?.placedAt;
      const earlier = before && {
        $or: [
          { 'details.placedAt': { $lt: at } },
          { 'details.placedAt': at, 'details.id': { $lt: before.id } },
        ],
      };
      const filter = {
        shop,
        'details.placedAt': { $gte: since, ...(at && { $lte: at }) },
        'details.test': false,
        cancelledAt: { $exists: false },
        ...earlier,
      };
      const sort = { 'details.placedAt': -1, 'details.id': -1 } as const;
      const found = await rows.find(filter, { projection: onlyPlace }).sort(sort).limit(limit).toArray();
      return found.flatMap(({ details }) =>
        details === undefined ? [] : [{ id: details.id, placedAt: details.placedAt }],
      );
    },
  };
};

import type { ShopId } from '../../../lib/brand.ts';
import type { Order } from '../../../shop/catalog.ts';
import { boughtIn } from '../../../shop/orders.repository.ts';
import type { OrderPlace, OrderRepository, SettlementKeys } from '../../../shop/orders.repository.ts';
import { createVersionedShelf, earliest, has } from './versioned-shelf.ts';
import type { Versioned } from './versioned-shelf.ts';

type SideField = 'checkoutToken' | 'cartToken' | 'cancelledAt' | 'fulfilledAt' | 'refundedProductIds';
type Details = Omit<Order, 'shop' | SideField>;
interface Sides {
  checkoutToken: string | undefined;
  cartToken: string | undefined;
  cancelledAt: Date | undefined;
  fulfilledAt: Date | undefined;
  refundedProductIds: ReadonlySet<string>;
}
type Row = Versioned<Details> & Sides;

const noSides = (): Sides => ({
  checkoutToken: undefined,
  cartToken: undefined,
  cancelledAt: undefined,
  fulfilledAt: undefined,
  refundedProductIds: new Set(),
});

const toOrder = (shop: ShopId, { stamp: _stamp, details, refundedProductIds, ...sides }: Row) =>
  details === undefined
    ? []
    : [{ ...details, ...sides, shop, refundedProductIds: [...refundedProductIds].toSorted() }];

/** Every key an order can be asked for by, each with its field so that none is taken for another. */
const keysOf = ({ details, checkoutToken, cartToken }: Row): readonly string[] => {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['contact', details?.contact],
    ['address', details?.address],
    ['customer', details?.customerId],
    ['phone', details?.phone],
    ['checkout', checkoutToken],
    ['cart', cartToken],
  ];
  return fields.flatMap(([field, value]) => (value === undefined ? [] : [`${field} ${value}`]));
};

const askedKeys = (keys: SettlementKeys): readonly string[] => {
  const lists: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['contact', keys.contacts],
    ['address', keys.addresses],
    ['customer', keys.customerIds],
    ['phone', keys.phones],
    ['checkout', keys.checkoutTokens],
    ['cart', keys.cartTokens],
  ];
  return lists.flatMap(([field, values = []]) => values.map((value) => `${field} ${value}`));
};

const isKept = ({ test, cancelledAt }: Order): boolean => !test && cancelledAt === undefined;

/** Newest first. */
const inOrder = (one: OrderPlace, other: OrderPlace): number =>
  other.placedAt.getTime() - one.placedAt.getTime() || (one.id < other.id ? 1 : -1);

const byTime = (one: Order, other: Order): number => one.placedAt.getTime() - other.placedAt.getTime();

const createShelf = (shop: ShopId) => {
  const shelf = createVersionedShelf<Details, Sides>(noSides);
  const index = new Map<string, Set<string>>();
  const noteKeys = (id: string, row: Row): void => {
    for (const key of keysOf(row)) index.set(key, (index.get(key) ?? new Set()).add(id));
  };
  const read = (ids: Iterable<string>): readonly Order[] =>
    [...new Set(ids)].flatMap((id) => {
      const row = shelf.rows.get(id);
      return row === undefined ? [] : toOrder(shop, row);
    });
  const find = (keys: SettlementKeys): readonly Order[] => {
    const asked = askedKeys(keys);
    const holds = (id: string): boolean => {
      const row = shelf.rows.get(id);
      return row !== undefined && keysOf(row).some((key) => has(asked, key));
    };
    const ids = asked.flatMap((key) => [...(index.get(key) ?? [])]).filter(holds);
    return read(ids).filter(({ test }) => !test);
  };
  return { shelf, noteKeys, read, find };
};

type Shelf = ReturnType<typeof createShelf>;

const createWrites = ({
  shelf,
  noteKeys,
}: Shelf): Pick<OrderRepository, 'applyMany' | 'addRefund' | 'relink' | 'erase' | 'deleteAll'> => {
  const addRefunded = (row: Row, productIds: readonly string[]): void => {
    row.refundedProductIds = new Set([...row.refundedProductIds, ...productIds]);
  };
  return {
    applyMany: async (_shop, versions) => {
      for (const { order, stamp } of versions) {
        const { checkoutToken, cartToken, cancelledAt, fulfilledAt, refundedProductIds, ...details } = order;
        const row = shelf.put(order.id, stamp, details);
        row.checkoutToken ??= checkoutToken;
        row.cartToken ??= cartToken;
        row.cancelledAt = earliest(row.cancelledAt, cancelledAt);
        row.fulfilledAt = earliest(row.fulfilledAt, fulfilledAt);
        addRefunded(row, refundedProductIds);
        noteKeys(order.id, row);
      }
    },
    addRefund: async (_shop, orderId, productIds) => addRefunded(shelf.at(orderId), productIds),
    relink: async (_shop, from, to) => {
      const ids = [...shelf.rows].filter(([, { details }]) => details?.contact === from).map(([id]) => id);
      for (const id of ids) {
        const row = shelf.at(id);
        if (row.details !== undefined) row.details = { ...row.details, contact: to };
        noteKeys(id, row);
      }
    },
    // Nobody is redacted in a journal.
    erase: async () => {},
    deleteAll: async () => shelf.rows.clear(),
  };
};

/** One shop's orders. */
export const createMemoryOrders = (shop: ShopId): OrderRepository => {
  const store = createShelf(shop);
  const { shelf, read, find } = store;
  return {
    ...createWrites(store),
    findMany: async (_shop, ids) => read(ids),
    findForSettlement: async (_shop, keys) => find(keys),
    findByContacts: async (_shop, contacts) => find({ contacts }).toSorted(byTime),
    purchases: async () => ({
      purchases: read([...shelf.rows.keys()].toSorted())
        .filter(isKept)
        .flatMap(boughtIn),
    }),
    newest: async (_shop, { since, before, limit }) =>
      read(shelf.rows.keys())
        .filter((order) => isKept(order) && order.placedAt >= since)
        .filter((order) => before === undefined || inOrder(order, before) > 0)
        .toSorted(inOrder)
        .slice(0, limit)
        .map(({ id, placedAt }) => ({ id, placedAt })),
  };
};

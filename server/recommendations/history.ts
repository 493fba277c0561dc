import type { PurchaseLine } from './reorder-model.ts';

/** Words for numbers: each is kept once. */
export interface Names {
  readonly idOf: (name: string) => number;
  readonly find: (name: string) => number | undefined;
  readonly nameOf: (id: number) => string;
  readonly size: () => number;
}

/** Orders, which are told apart and never named again: by words, or by the numbers under which they are counted already. */
export interface Orders {
  readonly idOf: (order: string | number) => number;
  readonly size: () => number;
}

const createOrders = (): Orders => {
  const ids = new Map<string, number>();
  let size = 0;
  return {
    idOf: (order) => {
      const id = typeof order === 'number' ? order : (ids.get(order) ?? size);
      if (typeof order === 'string' && id === size) ids.set(order, id);
      size = Math.max(size, id + 1);
      return id;
    },
    size: () => size,
  };
};

export const createNames = (): Names => {
  const ids = new Map<string, number>();
  const names: string[] = [];
  return {
    idOf: (name) => {
      const known = ids.get(name);
      if (known !== undefined) return known;
      ids.set(name, names.length);
      return names.push(name) - 1;
    },
    find: (name) => ids.get(name),
    nameOf: (id) => names[id] ?? '',
    size: () => names.length,
  };
};

type Column = Float64Array | Int32Array;
const firstRoom = 1024;

/** A column that grows; twice the room each time. */
const grow = <Kind extends Column>(column: Kind, into: (room: number) => Kind): Kind => {
  const larger = into(column.length * 2);
  larger.set(column);
  return larger;
};

/** Purchase lines as columns: 28 bytes a line, a million lines in 28 MB. */
export interface History {
  readonly customers: Names;
  readonly orders: Orders;
  readonly products: Names;
  /** Undefined order of lines. */
  readonly customer: Int32Array;
  readonly order: Int32Array;
  readonly product: Int32Array;
  readonly at: Float64Array;
  readonly quantity: Float64Array;
  readonly size: number;
}

export interface HistoryBuilder {
  add(line: PurchaseLine): void;
  build(): History;
}

const columnsOf = (room: number) => ({
  customer: new Int32Array(room),
  order: new Int32Array(room),
  product: new Int32Array(room),
  at: new Float64Array(room),
  quantity: new Float64Array(room),
});

/** Takes lines in any order. */
export const createHistory = (): HistoryBuilder => {
  const names = { customers: createNames(), orders: createOrders(), products: createNames() };
  const columns = columnsOf(firstRoom);
  let size = 0;
  const makeRoom = (): void => {
    const ints = (room: number) => new Int32Array(room);
    const floats = (room: number) => new Float64Array(room);
    columns.customer = grow(columns.customer, ints);
    columns.order = grow(columns.order, ints);
    columns.product = grow(columns.product, ints);
    columns.at = grow(columns.at, floats);
    columns.quantity = grow(columns.quantity, floats);
  };
  return {
    add: ({ customer, order, productId, at, quantity }) => {
      if (size === columns.at.length) makeRoom();
      columns.customer[size] = names.customers.idOf(customer);
      columns.order[size] = names.orders.idOf(order);
      columns.product[size] = names.products.idOf(productId);
      columns.at[size] = at;
      columns.quantity[size] = quantity;
      size += 1;
    },
    build: () => ({
      ...names,
      customer: columns.customer.subarray(0, size),
      order: columns.order.subarray(0, size),
      product: columns.product.subarray(0, size),
      at: columns.at.subarray(0, size),
      quantity: columns.quantity.subarray(0, size),
      size,
    }),
  };
};

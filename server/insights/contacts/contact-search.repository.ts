import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { contactRows, looseNames } from '../../shop/contacts.model.ts';
import type { ContactRow } from '../../shop/contacts.model.ts';
import { orderRows } from '../../shop/orders.model.ts';
import type { OrderRow } from '../../shop/orders.model.ts';
import { productRows } from '../../shop/products.model.ts';
import type { FoundContact } from './contact-directory.repository.ts';

export interface NamedProduct {
  readonly id: string;
  readonly title: string;
}

export interface Buyer {
  readonly contact: ContactId;
  readonly products: readonly string[];
}

/** What a text typed into the list of contacts may mean. */
export interface ContactSearchRows {
  /** By the beginning of an address, a first or a last name, or of both names; capitals and accents don't matter. */
  startingWith(shop: ShopId, text: string, limit: number): Promise<readonly FoundContact[]>;
  /** All of them as they are read: who is found by address and by name comes twice. */
  allStartingWith(shop: ShopId, text: string): AsyncIterable<ContactId>;
  /** Products whose title holds the text, archived and deleted ones too: they were bought. */
  productsNamed(shop: ShopId, text: string, limit: number): Promise<readonly NamedProduct[]>;
  /** Who bought one of these, newest order first, once per order; tests and cancelled orders are none. */
  buyers(shop: ShopId, products: readonly string[], limit: number): Promise<readonly Buyer[]>;
  allBuyers(shop: ShopId, products: readonly string[]): AsyncIterable<ContactId>;
}

type Rows = mongo.Collection<ContactRow>;
type Listed = Pick<ContactRow, '_id' | 'createdAt' | 'address'>;

const listed = { projection: { createdAt: 1, address: 1 } } as const;
const somebody = { mergedInto: { $exists: false } } as const;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Everything that begins with it: U+FFFF sorts behind every letter. */
const beginning = (text: string): { $gte: string; $lte: string } => ({ $gte: text, $lte: `${text}\uFFFF` });

const byNames = (shop: ShopId, text: string): readonly mongo.Filter<ContactRow>[] => {
  const [first = '', ...others] = text.split(/\s+/);
  const last = others.join(' ');
  return [
    { shop, firstName: beginning(text) },
    { shop, lastName: beginning(text) },
    ...(last === '' ? [] : [{ shop, firstName: beginning(first), lastName: beginning(last) }]),
    ...(last === '' ? [] : [{ shop, firstName: beginning(last), lastName: beginning(first) }]),
  ];
};

const found = (rows: Rows, shop: ShopId, text: string): readonly mongo.FindCursor<Listed>[] => {
  const address = { shop, address: new RegExp(`^${escaped(text.toLowerCase())}`), ...somebody };
  const names = text.includes('@') ? [] : byNames(shop, text);
  return [
    rows.find<Listed>(address, listed),
    ...names.map((filter) => rows.find<Listed>({ ...filter, ...somebody }, listed).collation(looseNames)),
  ];
};

const newestFirst = (a: FoundContact, b: FoundContact): number =>
  b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);

type Bought = Pick<OrderRow, '_id'> & {
  readonly details: {
    readonly contact: ContactId;
    readonly lines: readonly { readonly productId?: string }[];
  };
};

const bought = (shop: ShopId, products: readonly string[]): mongo.Filter<OrderRow> => ({
  shop,
  'details.lines.productId': { $in: [...products] },
  'details.contact': { $exists: true },
  'details.test': { $ne: true },
  cancelledAt: { $exists: false },
});

export const createContactSearchRows = (connection: Connection): ContactSearchRows => {
  const contacts = contactRows(connection);
  const orders = orderRows(connection);
  const ordersOf = (shop: ShopId, products: readonly string[]): mongo.FindCursor<Bought> =>
    orders
      .find<Bought>(bought(shop, products), {
        projection: { 'details.contact': 1, 'details.lines.productId': 1 },
      })
      .sort({ 'details.placedAt': -1 });
  return {
    startingWith: async (shop, text, limit) => {
      const each = found(contacts, shop, text).map((cursor) => cursor.limit(limit).toArray());
      const rows = (await Promise.all(each)).flat();
      const people = rows.map(
        ({ _id, createdAt, address }) => [_id, { id: _id, createdAt, address }] as const,
      );
      return [...new Map(people).values()].toSorted(newestFirst).slice(0, limit);
    },
    allStartingWith: async function* (shop, text) {
      for (const cursor of found(contacts, shop, text)) for await (const { _id } of cursor) yield _id;
    },
    productsNamed: async (shop, text, limit) => {
      const named = productRows(connection)
        .find({
          _id: { $gt: `${shop}/`, $lt: `${shop}0` },
          'details.title': { $regex: escaped(text), $options: 'i' },
        })
        .sort({ _id: 1 })
        .limit(limit);
      return (await named.toArray()).flatMap(({ details }) =>
        details === undefined ? [] : [{ id: details.id, title: details.title }],
      );
    },
    buyers: async (shop, products, limit) => {
      if (products.length === 0) return [];
      const rows = await ordersOf(shop, products).limit(limit).toArray();
      return rows.map(({ details: { contact, lines } }) => ({
        contact,
        products: lines.flatMap(({ productId }) => productId ?? []),
      }));
    },
    allBuyers: async function* (shop, products) {
      if (products.length === 0) return;
      for await (const { details } of ordersOf(shop, products)) yield details.contact;
    },
  };
};

import type { ShopId } from '../../../lib/brand.ts';
import type { Checkout } from '../../../shop/catalog.ts';
import type { CheckoutRepository } from '../../../shop/checkouts.repository.ts';
import { phoneForms } from '../../../shop/phone.ts';
import { createVersionedShelf, earliest, has } from './versioned-shelf.ts';
import type { Versioned } from './versioned-shelf.ts';

type Details = Omit<Checkout, 'shop' | 'deletedAt'>;
type Row = Versioned<Details> & { deletedAt: Date | undefined };
type Index = Map<string, Set<string>>;

const note = (index: Index, key: string | undefined, token: string): void => {
  if (key === undefined) return;
  const tokens = index.get(key) ?? new Set();
  index.set(key, tokens.add(token));
};

/** Indexes only ever gain; what is found through them is looked at again. */
const createRows = (shop: ShopId) => {
  const shelf = createVersionedShelf<Details, { deletedAt: Date | undefined }>(() => ({
    deletedAt: undefined,
  }));
  const byCart: Index = new Map();
  const byCustomer: Index = new Map();
  const byContact: Index = new Map();
  const byPhone: Index = new Map();
  const toCheckout = ({ details, deletedAt }: Row): readonly Checkout[] =>
    details === undefined ? [] : [{ ...details, shop, deletedAt }];
  const read = (tokens: Iterable<string>): readonly Checkout[] =>
    [...new Set(tokens)].flatMap((token) => {
      const row = shelf.rows.get(token);
      return row === undefined ? [] : toCheckout(row);
    });
  const through = (index: Index, keys: readonly string[]): readonly Checkout[] =>
    read(keys.flatMap((key) => [...(index.get(key) ?? [])]));
  return { shelf, byCart, byCustomer, byContact, byPhone, read, through };
};

type Rows = ReturnType<typeof createRows>;

const markOne = (row: Row, at: Date): void => {
  row.deletedAt = earliest(row.deletedAt, at);
};

const createWrites = ({
  shelf,
  byCart,
  byCustomer,
  byContact,
  byPhone,
  through,
}: Rows): Pick<CheckoutRepository, 'applyMany' | 'markDeleted' | 'relink' | 'erase' | 'deleteAll'> => ({
  applyMany: async (_shop, versions) => {
    for (const { checkout, stamp } of versions) {
      const { deletedAt, ...details } = checkout;
      const row = shelf.put(checkout.token, stamp, details);
      row.deletedAt = earliest(row.deletedAt, deletedAt);
      note(byCart, row.details?.cartToken, checkout.token);
      note(byCustomer, row.details?.customerId, checkout.token);
      note(byContact, row.details?.contact, checkout.token);
      note(byPhone, row.details?.phone, checkout.token);
    }
  },
  markDeleted: async (_shop, token, at) => {
    markOne(shelf.at(token), at);
    for (const { token: own, cartToken } of through(byCart, [token]))
      if (cartToken === token) markOne(shelf.at(own), at);
  },
  relink: async (_shop, from, to) => {
    for (const { token, contact } of through(byContact, [from])) {
      const row = shelf.at(token);
      if (contact !== from || row.details === undefined) continue;
      row.details = { ...row.details, contact: to };
      note(byContact, to, token);
    }
  },
  // Nobody is redacted in a journal.
  erase: async () => {},
  deleteAll: async () => shelf.rows.clear(),
});

/** One shop's checkouts. */
export const createMemoryCheckouts = (shop: ShopId): CheckoutRepository => {
  const rows = createRows(shop);
  const { byCart, byCustomer, byContact, byPhone, read, through } = rows;
  return {
    ...createWrites(rows),
    findMany: async (_shop, tokens) => read(tokens),
    findByCartTokens: async (_shop, carts) =>
      through(byCart, carts).filter(({ cartToken }) => has(carts, cartToken)),
    findByCustomerIds: async (_shop, ids) =>
      through(byCustomer, ids).filter(({ customerId }) => has(ids, customerId)),
    findByPhones: async (_shop, phones) => {
      const forms = phones.flatMap(phoneForms);
      return through(byPhone, forms).filter(({ phone }) => has(forms, phone));
    },
    findByContacts: async (_shop, contacts) =>
      through(byContact, contacts).filter(({ contact }) => has(contacts, contact)),
  };
};

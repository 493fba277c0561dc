import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { checkoutRows } from './checkouts.model.ts';
import { contactRows } from './contacts.model.ts';
import type { ContactRow } from './contacts.model.ts';
import { orderRows } from './orders.model.ts';

/** Under what somebody has been known here, now and before. */
export interface PersonTraces {
  readonly addresses: readonly string[];
  readonly customerIds: readonly string[];
  readonly phones: readonly string[];
}

export interface PersonTracesRepository {
  /** These and whoever became one of them. */
  withAliases(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly ContactId[]>;
  /** What their checkouts and orders say: an address from before they changed it is theirs too. */
  ofContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<PersonTraces>;
}

interface Traced {
  _id: string;
  details?:
    | { address?: string | undefined; phone?: string | undefined; customerId?: string | undefined }
    | undefined;
}

const projection = { 'details.address': 1, 'details.phone': 1, 'details.customerId': 1 } as const;

const unique = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.flatMap((value) => value ?? [])),
];

export const createPersonTraces = (connection: Connection): PersonTracesRepository => {
  const read = (filter: mongo.Document): Promise<readonly Traced[][]> =>
    Promise.all([
      checkoutRows(connection).find(filter).project<Traced>(projection).toArray(),
      orderRows(connection).find(filter).project<Traced>(projection).toArray(),
    ]);
  return {
    withAliases: async (shop, contacts) => {
      const aliases = await contactRows(connection)
        .find({ shop, mergedInto: { $in: [...contacts] } })
        .project<{ _id: ContactId }>({ _id: 1 })
        .toArray();
      return [...new Set([...contacts, ...aliases.map(({ _id }) => _id)])];
    },
    ofContacts: async (shop, contacts) => {
      if (contacts.length === 0) return { addresses: [], customerIds: [], phones: [] };
      const found = await read({ shop, 'details.contact': { $in: [...contacts] } });
      const details = found.flat().map((row) => row.details);
      const former = await contactRows(connection)
        .find({ _id: { $in: [...contacts] }, shop })
        .project<Pick<ContactRow, 'formerAddresses'>>({ formerAddresses: 1 })
        .toArray();
      return {
        addresses: unique([
          ...details.map((one) => one?.address),
          ...former.flatMap(({ formerAddresses }) => formerAddresses),
        ]),
        customerIds: unique(details.map((one) => one?.customerId)),
        phones: unique(details.map((one) => one?.phone)),
      };
    },
  };
};

import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonValue } from '../lib/json.ts';
import { contactRows } from './contacts.model.ts';
import type { ContactRow } from './contacts.model.ts';

export interface PropertyChange {
  /** Letters, digits, `-` and `_`, so neither a dot nor a dollar ever reaches the database. */
  readonly name: string;
  /** Null takes it away. */
  readonly value: JsonValue;
}

export type PropertyAnswer = 'done' | 'contact_gone' | 'properties_full';

export interface ContactProperties {
  /** Aliases are followed. Throws a RangeError for a name that no property may have. */
  set(shop: ShopId, contact: ContactId, change: PropertyChange): Promise<PropertyAnswer>;
}

const mostProperties = 100;
const namePattern = /^[A-Za-z][\w-]{0,63}$/;

const hasRoom = (name: string): mongo.Document => ({
  $or: [
    { $lt: [{ $size: { $objectToArray: { $ifNull: ['$properties', {}] } } }, mostProperties] },
    { $ne: [{ $type: `$properties.${name}` }, 'missing'] },
  ],
});

const changeOf = ({ name, value }: PropertyChange): mongo.UpdateFilter<ContactRow> =>
  value === null ? { $unset: { [`properties.${name}`]: 1 } } : { $set: { [`properties.${name}`]: value } };

/** What flows themselves know of a person. A redacted one has none and gets none. */
export const createContactProperties = (connection: Connection): ContactProperties => {
  const rows = contactRows(connection);

  const target = async (shop: ShopId, contact: ContactId): Promise<ContactId | undefined> => {
    const row = await rows.findOne({ _id: contact, shop }, { projection: { mergedInto: 1, redactedAt: 1 } });
    if (row === null || row.redactedAt !== undefined) return undefined;
    return row.mergedInto ?? row._id;
  };

  return {
    set: async (shop, contact, change) => {
      if (!namePattern.test(change.name)) throw new RangeError('no property may have this name');
      const id = await target(shop, contact);
      if (id === undefined) return 'contact_gone';
      const room = change.value === null ? {} : { $expr: hasRoom(change.name) };
      const filter = { _id: id, shop, redactedAt: { $exists: false }, ...room };
      const { matchedCount } = await rows.updateOne(filter, changeOf(change));
      return matchedCount === 1 ? 'done' : 'properties_full';
    },
  };
};

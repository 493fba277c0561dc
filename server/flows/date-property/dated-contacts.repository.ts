import type { Connection } from 'mongoose';
import { contactRows } from '../../shop/contacts.model.ts';
import type { DatedContact, DatedContacts } from './dated-contacts.ts';

const groupSize = 500;

/** One pass over the shop's people, nightly: properties are the merchant's own, no index could know them all. */
export const createDatedContacts = (connection: Connection): DatedContacts => {
  const contacts = contactRows(connection);
  return {
    withDate: async function* (shop, { property, days }) {
      const date = new RegExp(`^\\d{4}-(${days.join('|')})`);
      const found = contacts.aggregate<DatedContact>([
        { $match: { shop, address: { $exists: true }, [property]: date } },
        { $project: { _id: 0, contact: '$_id', date: `$${property}` } },
      ]);
      let group: DatedContact[] = [];
      for await (const one of found) {
        group.push(one);
        if (group.length < groupSize) continue;
        yield group;
        group = [];
      }
      if (group.length > 0) yield group;
    },
  };
};

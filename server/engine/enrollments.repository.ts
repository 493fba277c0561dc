import type { Connection } from 'mongoose';
import { enrollmentCollection, parseEnrollment, readEnrollment } from './enrollment.model.ts';
import type { EnrollmentRows } from './store-rows.ts';

/** What one shop reads of its own enrollments. */
export const createEnrollmentsRepository = (
  connection: Connection,
): Pick<EnrollmentRows, 'find' | 'findWaitingOfContacts'> => {
  const enrollments = enrollmentCollection(connection);
  return {
    find: async (shop, id) => {
      const found = await enrollments.findOne({ _id: id, shop });
      return found === null ? null : parseEnrollment(found);
    },
    findWaitingOfContacts: async (shop, contacts) => {
      if (contacts.length === 0) return [];
      const filter = { contact: { $in: [...contacts] }, state: 'waiting' as const, shop };
      // An unreadable one must not keep the others from exiting; it is never mailed, the runner quarantines it when due.
      return (await enrollments.find(filter).toArray()).flatMap((document) => readEnrollment(document) ?? []);
    },
  };
};

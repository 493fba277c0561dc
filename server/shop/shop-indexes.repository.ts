import type { Connection } from 'mongoose';
import { checkoutIndexes } from './checkouts.model.ts';
import { consentIndexes } from './consents.model.ts';
import { consentWriteIndexes } from './consent-writes.model.ts';
import { contactIndexes } from './contacts.model.ts';
import { dataRequestIndexes } from './data-requests.repository.ts';
import { inboxIndexes } from './inbox/inbox.model.ts';
import { journalIndexes } from './journal/journal.model.ts';
import { orderIndexes } from './orders.model.ts';
import { preferenceIndexes } from './preferences.model.ts';
import { productIndexes } from './products.model.ts';
import { redactionIndexes } from './redactions.model.ts';
import { storeEventIndexes } from './store-events.model.ts';
import { suppressionIndexes } from './suppressions.model.ts';
import { visitorIndexes } from './visitors.model.ts';

const plans = [
  consentWriteIndexes,
  checkoutIndexes,
  consentIndexes,
  contactIndexes,
  dataRequestIndexes,
  inboxIndexes,
  journalIndexes,
  orderIndexes,
  preferenceIndexes,
  productIndexes,
  redactionIndexes,
  storeEventIndexes,
  suppressionIndexes,
  visitorIndexes,
];

/** Before anything is written: the unique ones are what makes a person one contact. Safe to run at every start. */
export const ensureShopIndexes = async (connection: Connection): Promise<void> => {
  const database = connection.getClient().db(connection.name);
  for (const { collection, indexes } of plans) {
    await database.collection(collection).createIndexes([...indexes]);
  }
};

import { createContactDirectoryRows } from '../../insights/contacts/contact-directory.repository.ts';
import { createTimelineRows } from '../../insights/contacts/timeline.repository.ts';
import { entry } from './entry.ts';

export const insightEntries = [
  entry({
    file: 'server/insights/contacts/contact-directory.repository.ts',
    create: createContactDirectoryRows,
    calls: {
      newest: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      startingWith: { kind: 'read', args: (shop) => [shop, 'mara', 10] },
      waiting: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      totals: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      lastSeen: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
    },
  }),
  entry({
    file: 'server/insights/contacts/timeline.repository.ts',
    create: createTimelineRows,
    calls: {
      idsOf: { kind: 'read', args: (shop, { contact }) => [shop, contact] },
      decisions: {
        kind: 'read',
        args: (shop, { contact }) => [
          shop,
          { contacts: [contact], types: ['entered'], before: undefined, limit: 10 },
        ],
      },
      events: {
        kind: 'read',
        args: (shop, { contact }) => [
          shop,
          { contacts: [contact], types: ['order.placed'], before: undefined, limit: 10 },
        ],
      },
    },
  }),
];

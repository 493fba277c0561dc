import { createContactDirectoryRows } from '../../insights/contacts/contact-directory.repository.ts';
import { createConversions } from '../../insights/conversions/conversions.repository.ts';
import type { Conversions } from '../../insights/conversions/conversions.repository.ts';
import { createStuckRows } from '../../insights/attention/stuck.repository.ts';
import { createDayCounts } from '../../insights/figures/day-counts.repository.ts';
import { dayOf, noMail } from '../../insights/figures/rollup.ts';
import { createRollups } from '../../insights/figures/rollups.repository.ts';
import type { Rollups } from '../../insights/figures/rollups.repository.ts';
import { createReturningRows } from '../../insights/returning/returning.repository.ts';
import { createTouches } from '../../insights/conversions/touches.repository.ts';
import { createContactSearchRows } from '../../insights/contacts/contact-search.repository.ts';
import { createTimelineRows } from '../../insights/contacts/timeline.repository.ts';
import { createChangeLog } from '../../insights/changes/change-log.repository.ts';
import { createAccessLog } from '../../insights/privacy/access-log.repository.ts';
import { createHoldingsRepository } from '../../insights/privacy/holdings.repository.ts';
import { createPersonExports } from '../../insights/privacy/person-exports.repository.ts';
import type { PersonExports } from '../../insights/privacy/person-exports.repository.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import { entry } from './entry.ts';

const box = createSecretBox([Buffer.alloc(32, 7)]);

const longAgo = new Date(0);

export const insightEntries = [
  entry<Conversions, 'ensureIndexes'>({
    file: 'server/insights/conversions/conversions.repository.ts',
    create: createConversions,
    calls: {
      record: {
        kind: 'fill',
        args: (shop, { contact, message, flow, at }) => [
          shop,
          [
            {
              by: 'click',
              message,
              flow,
              step: 'first',
              at,
              order: '5001',
              contact,
              placedAt: at,
              net: '24.00',
              currency: 'EUR',
              cancelled: false,
              toldAt: at,
            },
          ],
        ],
      },
      ofMessage: { kind: 'read', args: (shop, { message }) => [shop, message] },
      byFlow: { kind: 'read', args: (shop) => [shop, { since: longAgo, currency: 'EUR' }] },
    },
    exempt: { ensureIndexes: 'makes indexes, reads no rows' },
  }),
  entry({
    file: 'server/insights/attention/stuck.repository.ts',
    create: createStuckRows,
    calls: {
      enrollments: { kind: 'read', args: (shop) => [shop] },
      deliveries: { kind: 'read', args: (shop) => [shop] },
      lastWebhook: { kind: 'read', args: (shop) => [shop] },
      lastVisit: { kind: 'read', args: (shop) => [shop] },
      webhooks: {
        kind: 'read',
        args: (shop) => [shop, { from: longAgo, to: new Date('2100-01-01') }],
      },
    },
  }),
  entry<Rollups, 'ensureIndexes'>({
    file: 'server/insights/figures/rollups.repository.ts',
    create: createRollups,
    calls: {
      replaceDay: {
        kind: 'fill',
        args: (shop, { flow, at }) => [
          shop,
          dayOf(at),
          [{ ...noMail, day: dayOf(at), flow, step: 'first', sent: 3 }],
        ],
      },
      saveState: { kind: 'fill', args: (shop, { at }) => [shop, { readTo: at, restUntil: at }] },
      read: { kind: 'read', args: (shop, { flow }) => [shop, { from: longAgo, flows: [flow] }] },
      state: { kind: 'read', args: (shop) => [shop] },
    },
    exempt: { ensureIndexes: 'makes indexes, reads no rows' },
  }),
  entry({
    file: 'server/insights/figures/day-counts.repository.ts',
    create: createDayCounts,
    calls: {
      changedSince: { kind: 'read', args: (shop) => [shop, longAgo] },
      count: { kind: 'read', args: (shop, { at }) => [shop, dayOf(at)] },
    },
  }),
  entry({
    file: 'server/insights/returning/returning.repository.ts',
    create: createReturningRows,
    calls: {
      save: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          {
            months: [{ month: '2026-03', customers: 4, returned: 1, fresh: 2 }],
            countedAt: at,
            restUntil: at,
          },
        ],
      },
      find: { kind: 'read', args: (shop) => [shop] },
      orderMonths: { kind: 'read', args: (shop) => [shop, { since: longAgo, zone: 'UTC' }] },
    },
  }),
  entry({
    file: 'server/insights/conversions/touches.repository.ts',
    create: createTouches,
    calls: {
      clicksOf: {
        kind: 'read',
        args: (shop, { contact, at }) => [shop, { contacts: [contact], from: longAgo, to: at }],
      },
      ofCodes: { kind: 'read', args: (shop) => [shop, ['22222-22222']] },
      receivers: { kind: 'read', args: (shop, { message }) => [shop, [message]] },
    },
  }),
  entry({
    file: 'server/insights/contacts/contact-directory.repository.ts',
    create: createContactDirectoryRows,
    calls: {
      newest: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      byId: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      waiting: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      totals: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      lastSeen: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
    },
  }),
  entry({
    file: 'server/insights/contacts/contact-search.repository.ts',
    create: createContactSearchRows,
    calls: {
      startingWith: { kind: 'read', args: (shop) => [shop, 'mara', 10] },
      allStartingWith: { kind: 'read', args: (shop) => [shop, 'mara'] },
      productsNamed: { kind: 'read', args: (shop) => [shop, 'a', 10] },
      buyers: { kind: 'read', args: (shop) => [shop, ['p1'], 10] },
      allBuyers: { kind: 'read', args: (shop) => [shop, ['p1']] },
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
  entry({
    file: 'server/insights/privacy/access-log.repository.ts',
    create: createAccessLog,
    calls: {
      add: { kind: 'fill', args: (shop) => [shop, { user: '7', action: 'readContact', about: 'someone' }] },
      list: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
    },
  }),
  entry({
    file: 'server/insights/changes/change-log.repository.ts',
    create: createChangeLog,
    calls: {
      add: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          { user: '7', kind: 'settings', action: 'changeSettings', parts: ['sender'], once: 'one', at },
        ],
      },
      list: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
    },
  }),
  entry({
    file: 'server/insights/privacy/holdings.repository.ts',
    create: createHoldingsRepository,
    calls: {
      collect: {
        kind: 'read',
        args: (shop, { contact }) => [shop, { contacts: [contact], digests: ['digest'] }],
      },
      erasePerson: {
        kind: 'change',
        args: (shop, { contact }) => [shop, { contacts: [contact], digests: ['digest'] }],
      },
      eraseShop: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<PersonExports>({
    file: 'server/insights/privacy/person-exports.repository.ts',
    create: (connection) => createPersonExports(connection, box),
    calls: {
      put: { kind: 'fill', args: (shop) => [shop, { requestId: 'r1', persons: ['digest'], json: '{}' }] },
      find: { kind: 'read', args: (shop) => [shop, 'r1'] },
      expiries: { kind: 'read', args: (shop) => [shop, ['r1']] },
    },
  }),
];

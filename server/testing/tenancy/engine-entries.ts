import { createDecisionsRepository } from '../../engine/decisions.repository.ts';
import type { DecisionsRepository } from '../../engine/decisions.repository.ts';
import { createEnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { createEnrollmentsRepository } from '../../engine/enrollments.repository.ts';
import { entry } from './entry.ts';

const later = new Date('2100-01-01T00:00:00Z');

export const engineEntries = [
  entry<DecisionsRepository, 'record'>({
    file: 'server/engine/decisions.repository.ts',
    create: createDecisionsRepository,
    calls: {
      ofContact: { kind: 'read', args: (shop, { contact }) => [shop, contact, 10] },
      ofEnrollments: { kind: 'read', args: (shop, { enrollment }) => [shop, [enrollment]] },
      count: { kind: 'read', args: (shop, { flow }) => [shop, [flow]] },
    },
    exempt: { record: 'a batch of many shops: each record names its own' },
  }),
  entry({
    file: 'server/engine/enrollment-counts.repository.ts',
    create: createEnrollmentCounts,
    calls: {
      waitingIn: { kind: 'read', args: (shop, { flow }) => [shop, [flow], 10] },
      waiting: { kind: 'read', args: (shop) => [shop, later] },
    },
  }),
  entry({
    file: 'server/engine/enrollment-reads.repository.ts',
    create: createEnrollmentReads,
    calls: {
      readMany: { kind: 'read', args: (shop, { enrollment }) => [shop, [enrollment]] },
      waitingOf: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
      waitingIn: { kind: 'read', args: (shop, { flow }) => [shop, flow, 10] },
      countVersions: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
    },
  }),
  entry({
    file: 'server/engine/enrollments.repository.ts',
    create: createEnrollmentsRepository,
    calls: {
      find: { kind: 'read', args: (shop, { enrollment }) => [shop, enrollment] },
      findWaitingOfContacts: { kind: 'read', args: (shop, { contact }) => [shop, [contact]] },
    },
  }),
];

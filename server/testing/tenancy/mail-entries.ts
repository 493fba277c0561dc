import { messageEvent } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import type { MessageEvents } from '../../mail/events/message-events.repository.ts';
import { createCaps } from '../../mail/ledger/cap.repository.ts';
import { createMessageTotals } from '../../mail/ledger/message-counts.repository.ts';
import { createMessages } from '../../mail/ledger/messages.repository.ts';
import { createOutboxRepository } from '../../mail/transports/outbox.repository.ts';
import type { OutboxRepository } from '../../mail/transports/outbox.repository.ts';
import { entry } from './entry.ts';

const longAgo = new Date(0);
const index = 'makes indexes, reads no rows';

export const mailEntries = [
  entry<MessageEvents, 'ensureIndexes'>({
    file: 'server/mail/events/message-events.repository.ts',
    create: createMessageEvents,
    calls: {
      record: {
        kind: 'fill',
        args: (shop, { message, at }) => [
          shop,
          [
            messageEvent({ shop, message, type: 'bounced', detail: 'soft', person: 'digest', at }),
            messageEvent({ shop, message, type: 'clicked', at }),
          ],
        ],
      },
      bouncedInARow: { kind: 'read', args: (shop) => [shop, 'digest', longAgo] },
      mailsSince: { kind: 'read', args: (shop) => [shop, longAgo] },
      ofMessage: { kind: 'read', args: (shop, { message }) => [shop, message] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry({
    file: 'server/mail/ledger/cap.repository.ts',
    create: createCaps,
    calls: {
      reserve: {
        kind: 'fill',
        args: (shop, { contact, message, at }) => [
          shop,
          [{ contact, message }],
          { count: 5, since: longAgo, at },
        ],
      },
      oldest: { kind: 'read', args: (shop, { contact }) => [shop, [contact], longAgo] },
      release: { kind: 'change', args: (shop, { contact, message }) => [shop, [{ contact, message }]] },
      dropEnded: { kind: 'change', args: (shop, { contact }) => [shop, [contact]] },
    },
  }),
  entry({
    file: 'server/mail/ledger/message-counts.repository.ts',
    create: createMessageTotals,
    calls: { endedSince: { kind: 'read', args: (shop) => [shop, longAgo] } },
  }),
  entry({
    file: 'server/mail/ledger/messages.repository.ts',
    create: createMessages,
    calls: {
      find: { kind: 'read', args: (shop, { message }) => [shop, message] },
      ofEnrollments: { kind: 'read', args: (shop, { enrollment }) => [shop, [enrollment]] },
      counts: { kind: 'read', args: (shop) => [shop] },
      list: { kind: 'read', args: (shop, { contact }) => [shop, { contact, limit: 10 }] },
      cancelScheduledOf: { kind: 'change', args: (shop, { enrollment }) => [shop, [enrollment]] },
      eventAccepted: { kind: 'change', args: (shop, { message, at }) => [shop, message, at] },
    },
  }),
  entry<OutboxRepository, 'put' | 'has' | 'ensureIndexes'>({
    file: 'server/mail/transports/outbox.repository.ts',
    create: createOutboxRepository,
    calls: {
      find: { kind: 'read', args: (shop, { message }) => [shop, message] },
      count: { kind: 'read', args: (shop) => [shop] },
      list: { kind: 'read', args: (shop) => [shop] },
    },
    exempt: {
      put: 'the far side of a transport: the mail names its shop',
      has: 'the far side of a transport: a message id is nobody else’s',
      ensureIndexes: index,
    },
  }),
];

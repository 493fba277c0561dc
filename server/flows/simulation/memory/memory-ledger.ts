import type { EnrollmentId, MessageId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Ledger, LedgerRow, RowPatch } from '../../../mail/ledger/ledger.ts';
import type { Messages } from '../../../mail/ledger/messages.repository.ts';
import type { Message } from '../../../mail/message.ts';

interface Row extends Message {
  readonly includes?: readonly EnrollmentId[] | undefined;
}

type OfEnrollments = Pick<Messages, 'cancelScheduledOf' | 'eventAccepted'>;

export interface MemoryLedger extends Ledger, OfEnrollments {
  find(id: MessageId): Message | undefined;
}

const createShelf = (clock: Clock) => {
  const rows = new Map<MessageId, Row>();
  const byEnrollment = new Map<EnrollmentId, Set<MessageId>>();
  const includedBy = new Map<EnrollmentId, Set<MessageId>>();
  const note = (index: Map<EnrollmentId, Set<MessageId>>, key: EnrollmentId, id: MessageId): void => {
    index.set(key, (index.get(key) ?? new Set()).add(id));
  };
  const put = (row: Row): void => {
    rows.set(row.id, { ...row, stateAt: clock.now() });
    note(byEnrollment, row.enrollment, row.id);
    for (const enrollment of row.includes ?? []) note(includedBy, enrollment, row.id);
  };
  /** Writes only a row for which `holds`. */
  const change = (id: MessageId, holds: (row: Row) => boolean, fields: Partial<Row>): boolean => {
    const row = rows.get(id);
    if (row === undefined || !holds(row)) return false;
    put({ ...row, ...fields });
    return true;
  };
  return { rows, byEnrollment, includedBy, put, change };
};

type Shelf = ReturnType<typeof createShelf>;

const fieldsOf = ({ id: _id, ...fields }: RowPatch): Partial<Row> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const createAttempts = (
  { rows, includedBy, put, change }: Shelf,
  clock: Clock,
): Pick<Ledger, 'insertSending' | 'read' | 'includedIn' | 'takeScheduled' | 'takeUnknown' | 'settle'> => ({
  insertSending: async (fresh, token) => {
    const collided = new Set(fresh.filter(({ id }) => rows.has(id)).map(({ id }) => id));
    for (const row of fresh)
      if (!collided.has(row.id)) put({ ...row, status: 'sending', token, stateAt: clock.now() });
    return collided;
  },
  read: async (ids) =>
    new Map(
      ids.flatMap((id): [MessageId, LedgerRow][] => {
        const row = rows.get(id);
        return row === undefined
          ? []
          : [[id, { ...row, ageMs: clock.now().getTime() - row.stateAt.getTime() }]];
      }),
    ),
  includedIn: async (enrollments) =>
    new Map(
      enrollments.flatMap((enrollment): [EnrollmentId, MessageId][] => {
        const by = [...(includedBy.get(enrollment) ?? [])].find((id) => {
          const status = rows.get(id)?.status;
          return status === 'accepted' || status === 'unknown';
        });
        return by === undefined ? [] : [[enrollment, by]];
      }),
    ),
  takeScheduled: async (ids, token) =>
    ids.filter((id) => change(id, ({ status }) => status === 'scheduled', { status: 'sending', token }))
      .length,
  takeUnknown: async (id, token, olderThanMs) =>
    change(
      id,
      ({ status, kind, resent, stateAt }) =>
        status === 'unknown' &&
        kind === 'transactional' &&
        resent !== true &&
        clock.now().getTime() - stateAt.getTime() > olderThanMs,
      { status: 'sending', token, resent: true },
    ),
  settle: async (patches, token) =>
    patches.filter((patch) =>
      change(
        patch.id,
        (row) => row.token === token && (row.status === 'sending' || row.status === 'unknown'),
        { ...fieldsOf(patch), ...(patch.status === 'scheduled' ? { token: undefined } : {}) },
      ),
    ).length,
});

const createRepairs = ({
  change,
}: Shelf): Pick<Ledger, 'markUnknown' | 'resolveUnknown' | 'cancelScheduled'> => ({
  // Nobody else sends in a replay.
  markUnknown: async () => false,
  resolveUnknown: async (id, to, sentAt) =>
    change(
      id,
      ({ status }) => status === 'unknown',
      to === 'accepted'
        ? { status: to, sentAt, decidedAt: sentAt, reason: undefined }
        : { status: to, token: undefined },
    ),
  cancelScheduled: async (ids) => {
    for (const id of ids) change(id, ({ status }) => status === 'scheduled', { status: 'cancelled' });
  },
});

const createEventWrites = ({ rows, byEnrollment, change }: Shelf): OfEnrollments => ({
  cancelScheduledOf: async (_shop, enrollments) =>
    enrollments
      .flatMap((enrollment) => [...(byEnrollment.get(enrollment) ?? [])])
      .filter((id) => change(id, ({ status }) => status === 'scheduled', { status: 'cancelled' }))
      .flatMap((id) => rows.get(id) ?? []),
  eventAccepted: async (_shop, id, sentAt) => {
    const isOpen = ({ status }: Row): boolean => ['scheduled', 'sending', 'unknown'].includes(status);
    const accepted = { status: 'accepted', sentAt, decidedAt: sentAt, reason: undefined } as const;
    return change(id, isOpen, accepted) ? (rows.get(id) ?? null) : null;
  },
});

/** The ledger of turns.md in memory, by the replay's own time. */
export const createMemoryLedger = (clock: Clock): MemoryLedger => {
  const shelf = createShelf(clock);
  return {
    ...createAttempts(shelf, clock),
    ...createRepairs(shelf),
    ...createEventWrites(shelf),
    find: (id) => shelf.rows.get(id),
  };
};

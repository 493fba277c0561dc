import { describe, expect, it } from '@jest/globals';
import type { EnrollmentId, MessageId } from '../../lib/brand.ts';
import { asMessageId } from '../../lib/brand.ts';
import { anEnrollment } from '../../testing/engine/enrollments.ts';
import { aMail, aProgram } from '../../testing/engine/programs.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { messageIdOf } from '../message-id.ts';
import { toAttempt } from './attempt.ts';
import { loadIncluded } from './load-included.ts';

const plannedAt = new Date('2026-03-02T15:00:00Z');
const second = toAttempt({
  enrollment: anEnrollment({ step: 'second', plannedAt }),
  program: aProgram([aMail('first'), aMail('second')]),
  args: {},
});
const firstMail = messageIdOf(second.request.enrollment.id, 'first');

const ledgerWith = (
  rows: readonly LedgerRow[],
  included: readonly (readonly [EnrollmentId, MessageId])[] = [],
) => ({
  read: async (ids: readonly MessageId[]) =>
    new Map(rows.filter(({ id }) => ids.includes(id)).map((row) => [row.id, row])),
  includedIn: async () => new Map(included),
});

const rowSentAt = (sentAt: Date): LedgerRow => ({
  id: firstMail,
  shop: second.request.enrollment.shop,
  enrollment: second.request.enrollment.id,
  step: 'first',
  flow: second.request.enrollment.flow,
  flowKey: 'abandoned-checkout',
  contact: second.request.enrollment.contact,
  status: 'accepted',
  attempt: 0,
  stateAt: sentAt,
  sentAt,
  ageMs: 0,
});

describe('what another mail said already', () => {
  it('is nothing when the mail before went out in its own time', async () => {
    const ledger = ledgerWith([rowSentAt(new Date('2026-03-01T09:30:00Z'))]);

    expect((await loadIncluded(ledger, [second])).size).toBe(0);
  });

  it('is the mail before when an outage made both due at once', async () => {
    const ledger = ledgerWith([rowSentAt(new Date('2026-03-02T18:00:00Z'))]);

    const included = await loadIncluded(ledger, [second]);

    expect(included.get(second.request.enrollment.id)).toBe(firstMail);
  });

  it('is the mail that spoke for it', async () => {
    const other = asMessageId('another');

    const included = await loadIncluded(ledgerWith([], [[second.request.enrollment.id, other]]), [second]);

    expect(included.get(second.request.enrollment.id)).toBe(other);
  });
});

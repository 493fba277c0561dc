import { allSteps } from '../../engine/cursor.ts';
import type { EnrollmentId, MessageId } from '../../lib/brand.ts';
import { messageIdOf } from '../message-id.ts';
import type { Attempt } from './attempt.ts';
import type { SentMails } from './send-ports.ts';

type Sent = Awaited<ReturnType<SentMails['read']>>;
const noneSent: Sent = new Map();

const otherMailsOf = ({ request: { enrollment, program } }: Attempt): readonly MessageId[] =>
  allSteps(program.steps)
    .filter(({ key, id }) => key === 'send-email' && id !== enrollment.step)
    .map(({ id }) => messageIdOf(enrollment.id, id));

/** An outage can make two mails of one series due at once: what went out after this one's own time stands for it. */
const lateBefore = (attempt: Attempt, rows: Sent): MessageId | undefined =>
  otherMailsOf(attempt).find((id) => {
    const sentAt = rows.get(id)?.sentAt;
    return sentAt !== undefined && sentAt >= attempt.request.enrollment.plannedAt;
  });

/** Which mail has already said what each of these would say. */
export const loadIncluded = async (
  mails: SentMails,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<EnrollmentId, MessageId>> => {
  const others = attempts.flatMap(otherMailsOf);
  const [included, rows] = await Promise.all([
    mails.includedIn(attempts.map(({ request }) => request.enrollment.id)),
    others.length === 0 ? noneSent : mails.read(others),
  ]);
  return new Map(
    attempts.flatMap((attempt) => {
      const { id } = attempt.request.enrollment;
      const by = included.get(id) ?? lateBefore(attempt, rows);
      return by === undefined ? [] : [[id, by] as const];
    }),
  );
};

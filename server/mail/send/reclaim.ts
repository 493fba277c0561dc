import type { EffectOutcome } from '../../engine/effect.ts';
import type { MessageId } from '../../lib/brand.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { Attempt } from './attempt.ts';
import { insist } from './insist.ts';
import { mailPolicyOf } from './mail-policy.ts';
import type { SendDeps } from './send-ports.ts';

/** What a row that was there already means: it is ours to send, or it decides. */
export type Reclaimed = { readonly mine: Attempt } | { readonly outcome: EffectOutcome };

export interface ReclaimContext {
  readonly token: string;
  readonly now: Date;
}

type Deps = Pick<SendDeps, 'ledger' | 'mail' | 'settings'>;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
const advance: Reclaimed = { outcome: { kind: 'advance' } };

const again = (at: Date, reason: string): Reclaimed => ({ outcome: { kind: 'again', at, reason } });

/** Rows change under us; a handful of looks is plenty, then a later claim decides. */
const looks = 5;

interface At {
  readonly attempt: Attempt;
  readonly context: ReclaimContext;
}

/** Once, and only where the merchant said that this mail may come twice rather than not at all. */
const mayResend = ({ request }: Attempt, { resent }: LedgerRow): boolean =>
  resent !== true && mailPolicyOf(request.args).whenUnknown === 'resend';

const sendingElsewhere = async (
  deps: Deps,
  row: LedgerRow,
  { attempt, context: { now } }: At,
): Promise<Reclaimed | null> => {
  const { oldMs, horizonMs } = deps.settings;
  // Not left due: the turn would be leased over and over. One second on: at exactly a minute it is not older yet.
  if (row.ageMs < oldMs) return again(later(now, oldMs - row.ageMs + 1000), 'sending_elsewhere');
  const marked = await deps.ledger.rows.markUnknown(row.id, row.token, oldMs);
  if (!marked) return null;
  if (deps.mail.transport.lookUp !== undefined) return null;
  const wait = mayResend(attempt, row) ? deps.settings.graceMs + 1000 : horizonMs;
  return again(later(now, wait), 'unknown');
};

/** Only where the far side takes a message id once is it safe to look there and send again. */
const looked = async (deps: Deps, row: LedgerRow, { now }: ReclaimContext): Promise<Reclaimed | null> => {
  const { oldMs } = deps.settings;
  if (row.reason !== 'sender_vanished' && row.ageMs < oldMs)
    return again(later(now, oldMs - row.ageMs + 1000), 'unknown');
  const there = await deps.mail.transport.lookUp?.(row.id);
  await deps.ledger.rows.resolveUnknown(row.id, there === true ? 'accepted' : 'scheduled', now);
  return null;
};

const resend = async (deps: Deps, row: LedgerRow, { attempt, context }: At): Promise<Reclaimed | null> => {
  const { graceMs } = deps.settings;
  if (row.ageMs <= graceMs) return again(later(context.now, graceMs - row.ageMs + 1000), 'unknown');
  const isTaken = await deps.ledger.rows.takeUnknown(row.id, context.token, graceMs);
  return isTaken ? { mine: { ...attempt, attempt: row.attempt } } : null;
};

const unknownRow = (deps: Deps, row: LedgerRow, at: At): Promise<Reclaimed | null> => {
  if (deps.mail.transport.lookUp !== undefined) return looked(deps, row, at.context);
  if (mayResend(at.attempt, row)) return resend(deps, row, at);
  const left = deps.settings.horizonMs - row.ageMs;
  return Promise.resolve(left > 0 ? again(later(at.context.now, left), 'unknown') : advance);
};

/** Null: the row changed meanwhile, read it again. */
const byRow = async (deps: Deps, row: LedgerRow, at: At): Promise<Reclaimed | null> => {
  const mine: Reclaimed = { mine: { ...at.attempt, attempt: row.attempt } };
  switch (row.status) {
    case 'scheduled':
      return (await deps.ledger.rows.takeScheduled([row.id], at.context.token)) === 1 ? mine : null;
    case 'sending':
      return row.token === at.context.token ? mine : sendingElsewhere(deps, row, at);
    case 'unknown':
      return unknownRow(deps, row, at);
    case 'accepted':
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return advance;
  }
};

const reclaimOne = async (deps: Deps, attempt: Attempt, context: ReclaimContext): Promise<Reclaimed> => {
  for (let look = 0; look < looks; look += 1) {
    const row = (await deps.ledger.rows.read([attempt.id])).get(attempt.id);
    if (row === undefined) break;
    const reclaimed = await byRow(deps, row, { attempt, context });
    if (reclaimed !== null) return reclaimed;
  }
  return { outcome: { kind: 'drop' } };
};

/**
 * The RECLAIM table of turns.md. What a barrier or a 429 put back comes in sub-groups again and is taken in one command:
 * one by one it would use up the deadline. Whatever changed meanwhile is looked at by itself.
 */
export const reclaim = async (
  deps: Deps,
  attempts: readonly Attempt[],
  context: ReclaimContext,
): Promise<ReadonlyMap<MessageId, Reclaimed>> => {
  const found = new Map<MessageId, Reclaimed>();
  if (attempts.length === 0) return found;
  const { rows } = deps.ledger;
  const read = await rows.read(attempts.map(({ id }) => id));
  const open = attempts.flatMap((attempt) => {
    const row = read.get(attempt.id);
    return row?.status === 'scheduled' ? [{ ...attempt, attempt: row.attempt }] : [];
  });
  const ids = open.map(({ id }) => id);
  const taken = ids.length === 0 ? 0 : await insist(() => rows.takeScheduled(ids, context.token));
  if (taken === open.length) for (const mine of open) found.set(mine.id, { mine });
  for (const attempt of attempts)
    if (!found.has(attempt.id)) found.set(attempt.id, await reclaimOne(deps, attempt, context));
  return found;
};

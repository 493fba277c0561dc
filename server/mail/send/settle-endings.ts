import type { EffectContext, EffectOutcome, Settle } from '../../engine/effect.ts';
import { isBehind } from '../../engine/cursor.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { CapRequest } from '../ledger/cap.repository.ts';
import type { RowPatch } from '../ledger/ledger.ts';
import type { Attempt, Ended, Ending } from './attempt.ts';
import { insist } from './insist.ts';
import { settlePlaces } from './limit-plans.ts';
import { decisionsOf } from './record-endings.ts';
import type { SendDeps } from './send-ports.ts';

type Deps = Pick<SendDeps, 'ledger' | 'facts' | 'logger'> & {
  readonly mail: Pick<SendDeps['mail'], 'keeper'>;
};

const patchOf = (
  { attempt, ending, subject, ground, answers, includes = [] }: Ended,
  now: Date,
): RowPatch => {
  const spokeFor = includes.length === 0 ? undefined : includes;
  const seen = { id: attempt.id, decidedAt: now, gate: answers.length === 0 ? undefined : answers };
  switch (ending.kind) {
    case 'accepted':
      return {
        ...seen,
        status: 'accepted',
        subject,
        includes: spokeFor,
        ground,
        sentAt: now,
        providerMessageId: ending.providerMessageId,
      };
    case 'failed':
    case 'skipped':
      return { ...seen, status: ending.kind, reason: ending.reason, subject };
    case 'unknown':
      return {
        ...seen,
        status: 'unknown',
        reason: ending.reason,
        subject,
        includes: spokeFor,
        ground,
      };
    case 'back': {
      const attempts = ending.retried ? attempt.attempt + 1 : undefined;
      return { ...seen, status: 'scheduled', reason: ending.reason, attempt: attempts };
    }
    case 'dropped':
      return { id: attempt.id, status: 'scheduled', reason: ending.reason };
    default:
      return assertNever(ending);
  }
};

export const outcomeOf = (ending: Ending): EffectOutcome => {
  switch (ending.kind) {
    case 'accepted':
    case 'failed':
      return { kind: 'advance' };
    case 'skipped':
      return ending.exit === undefined ? { kind: 'advance' } : { kind: 'exit', reason: ending.exit };
    case 'back':
    case 'unknown':
      return { kind: 'again', at: ending.at, reason: ending.reason };
    case 'dropped':
      return { kind: 'drop' };
    default:
      return assertNever(ending);
  }
};

const freesPlace = (ending: Ending): boolean =>
  ending.kind === 'failed' || ending.kind === 'skipped' || (ending.kind === 'back' && ending.release);

const wentBack = ({ ending }: Ended): boolean => ending.kind === 'back' || ending.kind === 'dropped';

const releaseCaps = async (deps: Deps, attempts: readonly Attempt[]): Promise<void> => {
  const byShop = Map.groupBy(attempts, ({ request }) => request.enrollment.shop);
  for (const [shop, mine] of byShop) {
    const places = mine.map(({ id, request }): CapRequest => ({
      message: id,
      contact: request.enrollment.contact,
    }));
    await deps.ledger.caps.release(shop, places);
  }
};

const againAt = ({ ending }: Ended, now: Date): Date => (ending.kind === 'back' ? ending.at : now);

/**
 * After BACK and MOVE: an enrollment that was closed or moved past meanwhile is claimed by nobody again, so its row
 * would stay `scheduled` for ever. One whose row somebody took for lost was put off to the horizon; its row is open again.
 */
const afterBack = async (deps: Deps, back: readonly Ended[], now: Date): Promise<void> => {
  if (back.length === 0) return;
  const { enrollments } = deps.facts;
  const read = await enrollments.findMany(back.map(({ attempt }) => attempt.request.enrollment.id));
  const waiting = new Map(
    read.flatMap((each) => (each.state === 'waiting' ? [[each.id, each] as const] : [])),
  );
  const abandoned: Attempt[] = [];
  for (const ended of back) {
    const { program, enrollment } = ended.attempt.request;
    const { id, step } = enrollment;
    const found = waiting.get(id);
    const at = againAt(ended, now);
    if (found === undefined || isBehind(program, step, found.step)) abandoned.push(ended.attempt);
    else if (found.dueAt !== undefined && found.dueAt > at) await enrollments.wake(id, step, at);
  }
  if (abandoned.length === 0) return;
  await deps.ledger.rows.cancelScheduled(abandoned.map(({ id }) => id));
  await releaseCaps(deps, abandoned);
};

/** Bookkeeping that a later claim or the sweep repairs must not undo what was settled. */
const quietly = async (deps: Deps, what: string, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    deps.logger.error({ err: error }, what);
  }
};

export interface SettleContext {
  readonly token: string;
  readonly context: EffectContext;
  readonly settle: Settle;
}

const mayHaveLeft = ({ ending }: Ended): boolean => ending.kind === 'accepted' || ending.kind === 'unknown';

/** Before SETTLE: an erasure that waits for rows on the wire to settle comes back for what was kept of them. */
const keepMails = async (deps: Deps, ended: readonly Ended[]): Promise<void> => {
  const { keeper } = deps.mail;
  const mails = ended.filter(mayHaveLeft).flatMap(({ kept }) => kept ?? []);
  if (keeper === undefined || mails.length === 0) return;
  await quietly(deps, 'mails were not kept', keeper.keep(mails));
};

/** SETTLE, then MOVE (the engine's), then what hangs on both. */
export const settleEndings = async (
  deps: Deps,
  ended: readonly Ended[],
  to: SettleContext,
): Promise<void> => {
  if (ended.length === 0) return;
  const { now } = to.context;
  await keepMails(deps, ended);
  await insist(() =>
    deps.ledger.rows.settle(
      ended.map((each) => patchOf(each, now)),
      to.token,
    ),
  );
  settlePlaces(deps.ledger.plans, ended);
  const freed = ended.filter(({ ending }) => freesPlace(ending)).map(({ attempt }) => attempt);
  await quietly(deps, 'cap places were not released', releaseCaps(deps, freed));
  await to.settle(
    new Map(ended.map(({ attempt, ending }) => [attempt.request.enrollment.id, outcomeOf(ending)])),
    decisionsOf(ended, now),
  );
  const back = ended.filter(wentBack);
  await quietly(deps, 'rows of closed enrollments were not cancelled', afterBack(deps, back, now));
};

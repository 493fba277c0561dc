import { isBehind } from '../../engine/cursor.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Caps } from '../ledger/cap.repository.ts';
import type { Ledger, LedgerSweep, ScheduledRow } from '../ledger/ledger.ts';
import type { SendSettings } from '../send/send-settings.ts';
import type { Transport } from '../transport.ts';

export interface MailSweepDeps {
  readonly ledger: { readonly rows: Ledger; readonly sweep: LedgerSweep; readonly caps: Caps };
  readonly enrollments: Pick<EngineStore, 'findMany' | 'wake'>;
  readonly programs: ProgramPort;
  readonly transport: Pick<Transport, 'lookUp'>;
  readonly clock: Clock;
  readonly settings: Pick<SendSettings, 'oldMs'>;
}

export interface MailSweepResult {
  readonly aged: number;
  readonly cancelled: number;
  readonly resolved: number;
}

const batch = 400;

/** Whether nobody will come to a row again; where the program can't be read, a later sweep decides. */
const leftBehind = async (
  { programs }: MailSweepDeps,
  read: readonly Enrollment[],
): Promise<(row: ScheduledRow) => boolean> => {
  const loaded = await programs.load(read);
  const byId = new Map(read.map((enrollment) => [enrollment.id, enrollment]));
  return ({ enrollment, step }) => {
    const found = byId.get(enrollment);
    if (found?.state !== 'waiting') return true;
    const program = loaded.get(versionKey(found));
    return program !== undefined && isBehind(program, step, found.step);
  };
};

/** After a crash nobody claims an exited enrollment again, so nobody else would close its rows. */
const closeAbandoned = async (deps: MailSweepDeps): Promise<number> => {
  let cancelled = 0;
  let last = '';
  for (;;) {
    const rows = await deps.ledger.sweep.scheduledAfter(last, batch);
    const end = rows.at(-1);
    if (end === undefined) return cancelled;
    const read = await deps.enrollments.findMany([...new Set(rows.map(({ enrollment }) => enrollment))]);
    const isLeft = await leftBehind(deps, read);
    const abandoned = rows.filter(isLeft);
    if (abandoned.length > 0) await deps.ledger.rows.cancelScheduled(abandoned.map(({ id }) => id));
    for (const { shop, contact, id } of abandoned)
      await deps.ledger.caps.release(shop, [{ contact, message: id }]);
    cancelled += abandoned.length;
    last = end.enrollment;
  }
};

/** There: accepted. Not there: it may be sent. Safe only where an id is taken once. */
const lookUp = async (deps: MailSweepDeps, row: ScheduledRow): Promise<boolean> => {
  const there = await deps.transport.lookUp?.(row.id);
  if (there === undefined) return false;
  const now = deps.clock.now();
  const resolved = await deps.ledger.rows.resolveUnknown(row.id, there ? 'accepted' : 'scheduled', now);
  await deps.enrollments.wake(row.enrollment, row.step, now);
  return resolved;
};

const resolveUnknown = async (deps: MailSweepDeps): Promise<number> => {
  if (deps.transport.lookUp === undefined) return 0;
  // Just aged by this sweep or by a claim: the attempt itself is older than that already.
  const rows = await deps.ledger.sweep.unknownOlderThan(0, batch);
  let resolved = 0;
  for (const row of rows) if (await lookUp(deps, row)) resolved += 1;
  return resolved;
};

/** The message half of SWEEP, each minute. */
export const sweepMail = async (deps: MailSweepDeps): Promise<MailSweepResult> => {
  const aged = await deps.ledger.sweep.ageSending(deps.settings.oldMs);
  const resolved = await resolveUnknown(deps);
  const cancelled = await closeAbandoned(deps);
  return { aged, cancelled, resolved };
};

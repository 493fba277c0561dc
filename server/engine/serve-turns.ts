import { asContactId, asFlowId, asShopId } from '../lib/brand.ts';
import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import type { DecisionRecord } from './decision.ts';
import type { LeasedTurn, UnreadableEnrollment } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { createBatchProcessor } from './process-batch.ts';
import type { BatchResult, TurnContext } from './turn-context.ts';
import { createReadPlan } from './read-plan.ts';
import type { Reading } from './read-plan.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { quarantine } from './settlement.ts';
import { createSettlementWriter, explainQuietly } from './write-settlements.ts';

export interface Serving extends TurnContext {
  readonly token: string;
  readonly now: Date;
}

/** Leases in a row that were never given back, from which on a turn is taken one enrollment at a time. */
const suspiciousClaims = 3;
/** Renewed one by one, so not many under one lease. */
const carefulLimit = 20;

const unreadable = 'stored_document_unreadable';

const explainUnreadable = (row: UnreadableEnrollment, at: Date): DecisionRecord => ({
  shop: asShopId(row.shop),
  flow: asFlowId(row.flow),
  contact: asContactId(row.contact),
  about: row.about,
  enrollment: row.id,
  step: row.step,
  kind: 'quarantined',
  reason: unreadable,
  at,
});

const add = (left: BatchResult, right: BatchResult): BatchResult => ({
  moved: left.moved + right.moved,
  performed: left.performed + right.performed,
});

/** Everything between LEASE and RETURN. */
export const createTurnServer = (deps: RunnerDeps) => {
  const { store, logger } = deps;
  const process = createBatchProcessor(deps);
  const write = createSettlementWriter(deps);
  const readings = createReadPlan();

  const read = async (reading: Reading, serving: Serving): Promise<readonly Enrollment[]> => {
    const due = await store.readDue(reading.turns, serving.now, reading.limit);
    if (due.unreadable.length > 0) {
      await store.quarantineUnreadable(due.unreadable.map(({ id }) => id));
      const shown = due.unreadable.map((row) => explainUnreadable(row, serving.now));
      await explainQuietly(deps, shown);
      logger.error({ code: unreadable, enrollments: due.unreadable.map(({ id }) => id) }, 'quarantined');
    }
    return due.enrollments;
  };

  /** Its last holder vanished while it was at this one alone. */
  const quarantineTried = async (id: EnrollmentId, serving: Serving): Promise<void> => {
    const [found] = await store.findMany([id]);
    if (found?.state !== 'waiting') return;
    await write([quarantine(found, serving.now, 'worker_lost')]);
    logger.error({ enrollment: id, reason: 'worker_lost' }, 'quarantined');
  };

  const serveCarefully = async (turn: TurnId, serving: Serving): Promise<BatchResult> => {
    let result: BatchResult = { moved: 0, performed: 0 };
    for (const enrollment of await read({ turns: [turn], limit: carefulLimit }, serving)) {
      const held = await serving.lease.renew([turn]);
      if (serving.signal.aborted || !held.has(turn)) break;
      if (!(await store.markTrying(turn, serving.token, enrollment.id))) break;
      result = add(result, await process([enrollment], serving));
    }
    return result;
  };

  const serveTogether = async (turns: readonly TurnId[], serving: Serving): Promise<BatchResult> => {
    const batches = await Promise.all(
      readings.plan(turns).map(async (reading) => {
        const found = await read(reading, serving);
        readings.note(reading, found);
        return found;
      }),
    );
    return process(batches.flat(), serving);
  };

  return async (leased: readonly LeasedTurn[], serving: Serving): Promise<BatchResult> => {
    for (const { trying } of leased) if (trying !== undefined) await quarantineTried(trying, serving);
    const suspicious = leased.filter(({ claims }) => claims >= suspiciousClaims);
    const others = leased.filter(({ claims }) => claims < suspiciousClaims);
    let result = await serveTogether(
      others.map(({ id }) => id),
      serving,
    );
    for (const { id } of suspicious) result = add(result, await serveCarefully(id, serving));
    return result;
  };
};

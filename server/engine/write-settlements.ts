import type { EnrollmentId } from '../lib/brand.ts';
import { errorCodeOf } from '../lib/errors.ts';
import type { DecisionRecord } from './decision.ts';
import type { RunnerDeps } from './runner-deps.ts';
import type { Settlement } from './settlement.ts';

/** @param also what the group's executor decided: recorded in the same insert */
export type WriteSettlements = (
  settlements: readonly Settlement[],
  also?: readonly DecisionRecord[],
) => Promise<ReadonlySet<EnrollmentId>>;

type WriteDeps = Pick<RunnerDeps, 'store' | 'decisions' | 'logger'>;

/** Never throws: what was decided has happened, and its ledger row and its enrollment say most of it again. */
export const explainQuietly = async (
  { decisions, logger }: Pick<WriteDeps, 'decisions' | 'logger'>,
  records: readonly DecisionRecord[],
): Promise<void> => {
  if (records.length === 0) return;
  try {
    await decisions.record(records);
  } catch (error) {
    logger.error({ code: errorCodeOf(error), err: error, decisions: records.length }, 'not explained');
  }
};

/**
 * MOVE for a group, and right behind it one insert of what was decided: a process that is killed later loses no
 * explanation. Only what matched is explained, for only that happened.
 */
export const createSettlementWriter =
  (deps: WriteDeps): WriteSettlements =>
  async (settlements, also = []) => {
    const matched =
      settlements.length === 0
        ? new Set<EnrollmentId>()
        : await deps.store.move(settlements.map(({ move }) => move));
    const own = settlements
      .filter(({ move }) => matched.has(move.id))
      .flatMap(({ decision, branched = [] }) => [...branched, ...(decision === undefined ? [] : [decision])]);
    await explainQuietly(deps, [...also, ...own]);
    return matched;
  };

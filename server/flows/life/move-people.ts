import { asFlowId, asShopId } from '../../lib/brand.ts';
import type { TurnId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { DecisionLog, DecisionRecord } from '../../engine/decision.ts';
import type { EngineStore, Pin } from '../../engine/engine-store.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import { countStays } from './count-stays.ts';
import type { FlowMove } from './flow-move.ts';
import type { FlowMovesRepository } from './flow-moves.repository.ts';
import { planMove } from './plan-move.ts';
import type { MoveTarget, PlanDeps, Stay } from './plan-move.ts';

export interface MovePeopleDeps {
  readonly plan: PlanDeps;
  readonly reads: Pick<EnrollmentReads, 'waitingIn'>;
  readonly store: Pick<EngineStore, 'repin' | 'lower' | 'quarantineUnreadable'>;
  readonly moves: FlowMovesRepository;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}

export interface MoveJob {
  readonly shop: string;
  readonly flow: string;
  readonly move: string;
}

const pageSize = 500;
/** Somebody whom a worker moves on at the same moment is met in another pass. */
const passes = 5;

const explained = (enrollment: Enrollment, { version, dueAt }: Pin, at: Date): DecisionRecord => ({
  shop: enrollment.shop,
  flow: enrollment.flow,
  contact: enrollment.contact,
  about: enrollment.about,
  enrollment: enrollment.id,
  step: enrollment.step,
  kind: 'moved',
  reason: 'new_version',
  at,
  detail: { version, from: enrollment.version, dueAt: dueAt.toISOString() },
});

/** LOWER for those who are there already: whoever put them there may have died before it lowered their turn. */
const lowerAgain = async ({ store }: MovePeopleDeps, there: readonly Enrollment[]): Promise<void> => {
  const lowest = new Map<TurnId, Date>();
  for (const { turn, dueAt } of there) {
    const known = lowest.get(turn);
    if (dueAt !== undefined && (known === undefined || dueAt < known)) lowest.set(turn, dueAt);
  }
  for (const [turn, dueAt] of lowest) await store.lower(turn, dueAt);
};

interface Round {
  readonly deps: MovePeopleDeps;
  readonly move: FlowMove;
  readonly target: MoveTarget;
}

/** Resolves to who stays, and how many somebody else wrote at the same moment. */
const movePage = async (
  { deps, move, target }: Round,
  enrollments: readonly Enrollment[],
): Promise<{ stays: readonly Stay[]; missed: number }> => {
  const { pins, stays, there } = await planMove(deps.plan, target, enrollments);
  await lowerAgain(deps, there);
  const matched = await deps.store.repin(pins);
  await deps.moves.count(move.shop, move.id, matched.size);
  const byId = new Map(pins.map((pin) => [pin.id, pin]));
  const at = deps.clock.now();
  await deps.decisions.record(
    enrollments.flatMap((enrollment) => {
      const pin = byId.get(enrollment.id);
      return pin !== undefined && matched.has(pin.id) ? [explained(enrollment, pin, at)] : [];
    }),
  );
  return { stays, missed: pins.length - matched.size };
};

const moveAll = async (round: Round, signal: AbortSignal): Promise<readonly Stay[]> => {
  const { deps, target } = round;
  let stays: Stay[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    let missed = 0;
    stays = [];
    for await (const page of deps.reads.waitingIn(target.shop, target.flow, pageSize)) {
      if (signal.aborted) throw new EncoreError('interrupted');
      await deps.store.quarantineUnreadable(page.unreadable.map(({ id }) => id));
      const done = await movePage(round, page.enrollments);
      stays.push(...done.stays);
      missed += done.missed;
    }
    if (missed === 0) break;
  }
  return stays;
};

/**
 * The job behind a move: page by page, each person by compare-and-set on `rev`. Done again it goes on with whoever is
 * left; a move that is over is left alone. Throws `interrupted` when the worker stops, so that another goes on.
 */
export const movePeople = async (deps: MovePeopleDeps, job: MoveJob, signal: AbortSignal): Promise<void> => {
  const shop = asShopId(job.shop);
  const flow = asFlowId(job.flow);
  const move = await deps.moves.find(shop, job.move);
  if (move?.state !== 'running' || move.flow !== flow) return;
  const version = { shop, flow, version: move.to };
  const program = (await deps.plan.programs.load([version])).get(versionKey(version));
  if (program === undefined)
    return deps.moves.end(shop, move.id, { state: 'failed', stays: [], at: deps.clock.now() });
  const stays = await moveAll({ deps, move, target: { ...version, program } }, signal);
  await deps.moves.end(shop, move.id, { state: 'done', stays: countStays(stays), at: deps.clock.now() });
};

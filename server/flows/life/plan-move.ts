import type { EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { allSteps, findStep } from '../../engine/cursor.ts';
import type { Pin } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { FactPort, ProgramPort } from '../../engine/ports.ts';
import { versionKey } from '../../engine/ports.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import type { FactName, Facts, StepRegistry } from '../../engine/step.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { StayReason } from './flow-move.ts';

/** Which of these messages are on the wire, or of unknown outcome. */
export type OpenMessages = (ids: readonly MessageId[]) => Promise<ReadonlySet<MessageId>>;

export interface PlanDeps {
  readonly steps: StepRegistry;
  readonly programs: ProgramPort;
  readonly facts: FactPort;
  readonly openMessages: OpenMessages;
}

export interface MoveTarget {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly version: number;
  readonly program: FlowProgram;
}

export interface Stay {
  readonly enrollment: Enrollment;
  readonly reason: StayReason;
}

export interface MovePlan {
  readonly pins: readonly Pin[];
  readonly stays: readonly Stay[];
  /** Those who are on that version already. */
  readonly there: readonly Enrollment[];
}

const needsOf = ({ steps }: FlowProgram, registry: StepRegistry): ReadonlySet<FactName> =>
  new Set<FactName>([
    'zone',
    ...allSteps(steps).flatMap(({ key, args }) => registry.get(key)?.needs(args) ?? []),
  ]);

/** Before any wait's end, so that a wait always says when that is. */
const longAgo = new Date(0);

/** By the new version's wait, from the anchor and the planned time that stay as they are; else as it was. */
const dueIn = (
  { program }: MoveTarget,
  { enrollment, step, facts }: { enrollment: Enrollment; step: Step; facts: Facts },
  registry: StepRegistry,
): Date | undefined => {
  try {
    const decided = registry.get(step.key)?.decide(step.args, { enrollment, program, facts, now: longAgo });
    if (decided?.kind === 'wait-until') return decided.at;
    return decided === undefined || decided.kind === 'fail' ? undefined : enrollment.dueAt;
  } catch {
    return undefined;
  }
};

/** Why the step they wait in forbids it; undefined when it doesn't. */
const misfit = (
  { program }: MoveTarget,
  { step }: Enrollment,
  own: FlowProgram | undefined,
): StayReason | undefined => {
  const before = own && findStep(own, step);
  if (before === undefined) return 'version_unreadable';
  const after = findStep(program, step);
  if (after === undefined) return 'step_gone';
  return after.key === before.key ? undefined : 'step_differs';
};

const messagesOpen = async (
  { openMessages }: PlanDeps,
  enrollments: readonly Enrollment[],
): Promise<ReadonlySet<EnrollmentId>> => {
  const open = await openMessages(enrollments.map(({ id, step }) => messageIdOf(id, step)));
  return new Set(enrollments.filter(({ id, step }) => open.has(messageIdOf(id, step))).map(({ id }) => id));
};

/** Who of a page goes over, due when, and who stays and why. Reads, and writes nothing. */
export const planMove = async (
  deps: PlanDeps,
  target: MoveTarget,
  enrollments: readonly Enrollment[],
): Promise<MovePlan> => {
  const there = enrollments.filter(({ version }) => version === target.version);
  const elsewhere = enrollments.filter(({ version }) => version !== target.version);
  if (elsewhere.length === 0) return { pins: [], stays: [], there };
  const [programs, facts, open] = await Promise.all([
    deps.programs.load(elsewhere),
    deps.facts.load(elsewhere, needsOf(target.program, deps.steps)),
    messagesOpen(deps, elsewhere),
  ]);
  const pins: Pin[] = [];
  const stays: Stay[] = [];
  for (const enrollment of elsewhere) {
    const step = findStep(target.program, enrollment.step);
    const found = facts.get(enrollment.id);
    const reason =
      misfit(target, enrollment, programs.get(versionKey(enrollment))) ??
      (open.has(enrollment.id) ? 'message_open' : undefined);
    const dueAt =
      reason === undefined && step !== undefined && found !== undefined
        ? dueIn(target, { enrollment, step, facts: found }, deps.steps)
        : undefined;
    if (dueAt === undefined) stays.push({ enrollment, reason: reason ?? 'time_unknown' });
    else {
      const { id, turn, rev } = enrollment;
      pins.push({ id, turn, rev, version: target.version, dueAt });
    }
  }
  return { pins, stays, there };
};

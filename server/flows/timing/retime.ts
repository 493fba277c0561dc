import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { OrderTiming, TriggerMatch } from '../flow-kind.ts';
import { moveEnrollment } from '../move-enrollment.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import { loadFlows } from '../running-flows.ts';

export interface RetimeDeps extends ReactorDeps {
  readonly reads: Pick<EnrollmentReads, 'waitingIn'>;
}

const pageSize = 500;

interface Round {
  readonly shop: ShopId;
  readonly timing: OrderTiming;
}

const keyOf = ({ contact, about, occurrence }: { contact: ContactId; about: string; occurrence: string }) =>
  JSON.stringify([contact, about, occurrence]);

/** Who still waits for the first message, and for a time to come. */
const isBeforeSeries = ({ step, dueAt }: Enrollment, { steps }: FlowProgram, now: Date): boolean =>
  step === steps[0]?.id && dueAt !== undefined && dueAt.getTime() > now.getTime();

const matchesOf = async (
  { shop, timing }: Round,
  enrollments: readonly Enrollment[],
  context: { readonly program: FlowProgram; readonly now: Date },
): Promise<ReadonlyMap<string, TriggerMatch>> => {
  const orderIds = [...new Set(enrollments.map((one) => timing.orderOf(one)))];
  const matches = await timing.matchOrders({ shop, orderIds }, context);
  return new Map(matches.map((match) => [keyOf(match), match]));
};

const retimePage = async (deps: RetimeDeps, round: Round, page: readonly Enrollment[]): Promise<number> => {
  const programs = await deps.runtime.programs.load(page);
  const now = deps.clock.now();
  let moved = 0;
  for (const [version, own] of Map.groupBy(page, versionKey)) {
    const program = programs.get(version);
    if (program === undefined) continue;
    const waiting = own.filter((enrollment) => isBeforeSeries(enrollment, program, now));
    const matches = await matchesOf(round, waiting, { program, now });
    for (const enrollment of waiting) {
      const match = matches.get(keyOf(enrollment));
      if (match?.verdict.kind !== 'open') continue;
      if (await moveEnrollment(deps, enrollment, { match, because: 'learned' })) moved += 1;
    }
  }
  return moved;
};

/**
 * What was learned anew moves whoever waits for a first message by it; a decision says from when to when. Done again it
 * moves who is left. Resolves to how many moved.
 */
export const retimeWaiting = async (deps: RetimeDeps, shop: ShopId): Promise<number> => {
  let moved = 0;
  for (const { flow, kind } of await loadFlows(deps.runtime, shop)) {
    const { timing } = kind;
    if (timing === undefined || flow.status === 'draft' || flow.status === 'archived') continue;
    for await (const { enrollments } of deps.reads.waitingIn(shop, flow.id, pageSize))
      moved += await retimePage(deps, { shop, timing }, enrollments);
  }
  return moved;
};

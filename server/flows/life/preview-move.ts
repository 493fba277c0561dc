import type { ContactId, EnrollmentId, FlowId, ShopId } from '../../lib/brand.ts';
import { versionKey } from '../../engine/ports.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { countStays } from './count-stays.ts';
import type { StayCount, StayReason } from './flow-move.ts';
import { planMove } from './plan-move.ts';
import type { PlanDeps, Stay } from './plan-move.ts';

export interface PreviewDeps {
  readonly plan: PlanDeps;
  readonly reads: Pick<EnrollmentReads, 'waitingIn'>;
}

export interface PreviewRequest {
  readonly flow: FlowId;
  readonly to: number;
  /** The cursor of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface StayingPerson {
  readonly enrollment: EnrollmentId;
  readonly contact: ContactId;
  readonly step: string;
  readonly version: number;
  readonly reason: StayReason;
}

export interface MovePreview {
  /** How many would go over. */
  readonly moves: number;
  /** How many are on that version already. */
  readonly there: number;
  readonly stays: number;
  readonly because: readonly StayCount[];
  /** Who stays, by enrollment, a page of them. */
  readonly people: readonly StayingPerson[];
  readonly next?: string | undefined;
}

const pageSize = 500;

const personOf = ({ enrollment, reason }: Stay): StayingPerson => ({
  enrollment: enrollment.id,
  contact: enrollment.contact,
  step: enrollment.step,
  version: enrollment.version,
  reason,
});

const pageOf = (stays: readonly Stay[], { after = '', limit }: PreviewRequest) => {
  const behind = stays
    .map(personOf)
    .filter(({ enrollment }) => enrollment > after)
    .toSorted((a, b) => (a.enrollment < b.enrollment ? -1 : 1));
  const people = behind.slice(0, limit);
  return { people, next: behind.length > limit ? people.at(-1)?.enrollment : undefined };
};

/** What a move would do now, by the very same judgement; null when the version isn't there or can't be read. */
export const previewMove = async (
  { plan, reads }: PreviewDeps,
  shop: ShopId,
  request: PreviewRequest,
): Promise<MovePreview | null> => {
  const { flow, to: version } = request;
  const program = (await plan.programs.load([{ shop, flow, version }])).get(
    versionKey({ shop, flow, version }),
  );
  if (program === undefined) return null;
  const stays = new Map<EnrollmentId, Stay>();
  let moves = 0;
  let there = 0;
  for await (const page of reads.waitingIn(shop, flow, pageSize)) {
    const planned = await planMove(plan, { shop, flow, version, program }, page.enrollments);
    for (const stay of planned.stays) stays.set(stay.enrollment.id, stay);
    moves += planned.pins.length;
    there += planned.there.length;
  }
  const all = [...stays.values()];
  return { moves, there, stays: all.length, because: countStays(all), ...pageOf(all, request) };
};

import type { Enrollment } from '../../engine/enrollment.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import { versionKey } from '../../engine/ports.ts';
import type { EnrollmentId, ShopId } from '../../lib/brand.ts';
import type { FlowBrief, FlowPort, MailContent } from '../flow-port.ts';
import type { Rival, Sibling } from '../gate/clause.ts';
import type { Candidate } from './candidate.ts';
import type { SendFacts } from './send-ports.ts';

/** "Wants this person now": due within four hours. */
const rivalWithinMs = 4 * 3_600_000;
/** Dues of one flow that lie this close become one mail. */
const siblingWithinMs = 7 * 24 * 3_600_000;

const mailAhead = (steps: readonly Step[], from: number): boolean => {
  const ahead = steps.slice(from);
  const wait = ahead.findIndex((step, index) => step.key === 'wait' && index > 0);
  return (wait === -1 ? ahead : ahead.slice(0, wait)).some((step) => step.key === 'send-email');
};

/** Whether its next stop is a mail: the step it stands in, or one after it before the next wait. */
const nextIsMail = (steps: readonly Step[], stepId: string): boolean => {
  const index = steps.findIndex((step) => step.id === stepId);
  if (index !== -1) return mailAhead(steps, index);
  return steps.some((step) => (step.arms ?? []).some((arm) => nextIsMail(arm, stepId)));
};

interface Waiting {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
}

const isDueWithin = (ms: number, { heldOut, dueAt }: Enrollment, now: Date): boolean =>
  // People held out block nobody.
  !heldOut && dueAt !== undefined && dueAt.getTime() <= now.getTime() + ms;

/** One that would really be sent when its time comes. */
interface Ready {
  readonly enrollment: Enrollment;
  readonly brief: FlowBrief;
  readonly content: MailContent;
}

const readyAmong = async (
  flows: FlowPort,
  shop: ShopId,
  at: { waiting: readonly Waiting[]; now: Date },
): Promise<readonly Ready[]> => {
  if (at.waiting.length === 0) return [];
  const briefs = await flows.brief(shop, at.waiting, at.now);
  return at.waiting.flatMap(({ enrollment }): Ready[] => {
    const brief = briefs.get(enrollment.id);
    if (brief?.running !== 'live' || !brief.filterHolds || brief.settledBy !== undefined) return [];
    if ('none' in brief.content || brief.usefulUntil < (enrollment.dueAt ?? at.now)) return [];
    return [{ enrollment, brief, content: brief.content }];
  });
};

const speaksFor = ({ flow }: Enrollment, brief: FlowBrief, other: Ready): boolean =>
  brief.combines && other.enrollment.flow === flow;

const siblingOf = ({ enrollment, content }: Ready): Sibling => ({ enrollment: enrollment.id, content });

const rivalOf = ({ enrollment, brief }: Ready, now: Date): Rival => ({
  enrollment: enrollment.id,
  flowKey: brief.flowKey,
  priority: brief.priority,
  dueAt: enrollment.dueAt ?? now,
});

/** The same person's other mails: those of the same flow go along, those of others may go first. */
const withOthers = (candidate: Candidate, ready: readonly Ready[]): Candidate => {
  const { enrollment } = candidate.attempt.request;
  const { brief, now } = candidate.facts;
  const own = ready.filter((other) => other.enrollment.contact === enrollment.contact);
  if (own.length === 0) return candidate;
  const siblings = own.filter((other) => speaksFor(enrollment, brief, other)).map(siblingOf);
  const rivals = own
    .filter((other) => !speaksFor(enrollment, brief, other))
    .filter((other) => isDueWithin(rivalWithinMs, other.enrollment, now))
    .map((other) => rivalOf(other, now));
  return { ...candidate, facts: { ...candidate.facts, siblings, rivals } };
};

const programmed = async (
  { programs }: Pick<SendFacts, 'programs'>,
  others: readonly Enrollment[],
): Promise<readonly Waiting[]> => {
  if (others.length === 0) return [];
  const loaded = await programs.load(others);
  return others.flatMap((enrollment) => {
    const program = loaded.get(versionKey(enrollment));
    return program !== undefined && nextIsMail(program.steps, enrollment.step)
      ? [{ enrollment, program }]
      : [];
  });
};

export interface Unchanged {
  /** Still waiting at the `rev` they were read at, with whatever else wants the same person. */
  readonly same: readonly Candidate[];
  readonly moved: readonly Candidate[];
}

type Deps = Pick<SendFacts, 'enrollments' | 'programs'>;

const lookAtShop = async (
  deps: Deps,
  flows: FlowPort,
  [shop, candidates]: readonly [ShopId, readonly Candidate[]],
): Promise<Unchanged> => {
  const contacts = new Set(candidates.map(({ attempt }) => attempt.request.enrollment.contact));
  const found = await deps.enrollments.findWaitingOfContacts(shop, [...contacts]);
  const revs = new Map<EnrollmentId, number>(found.map(({ id, rev }) => [id, rev]));
  const isSame = ({ attempt }: Candidate): boolean =>
    revs.get(attempt.request.enrollment.id) === attempt.request.enrollment.rev;
  const ours = new Set(candidates.map(({ attempt }) => attempt.request.enrollment.id));
  const now = candidates[0]?.facts.now ?? new Date(0);
  const others = found.filter((each) => !ours.has(each.id) && isDueWithin(siblingWithinMs, each, now));
  const waiting = await programmed(deps, others);
  const ready = await readyAmong(flows, shop, { waiting, now });
  return {
    same: candidates.filter(isSame).map((candidate) => withOthers(candidate, ready)),
    moved: candidates.filter((candidate) => !isSame(candidate)),
  };
};

/**
 * The third look of GATE: what these people are still waiting for, read after every other fact. It tells at once whether
 * an enrollment changed meanwhile and what else wants its person.
 */
export const loadUnchanged = async (
  deps: Deps,
  flows: FlowPort,
  candidates: readonly Candidate[],
): Promise<Unchanged> => {
  const byShop = Map.groupBy(candidates, ({ facts }) => facts.shop.id);
  const looked = await Promise.all([...byShop].map((one) => lookAtShop(deps, flows, one)));
  return { same: looked.flatMap(({ same }) => same), moved: looked.flatMap(({ moved }) => moved) };
};

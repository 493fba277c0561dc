import type { Enrollment } from '../../engine/enrollment.ts';
import type { EffectRequest } from '../../engine/effect.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import { versionKey } from '../../engine/ports.ts';
import type { EnrollmentId, ShopId } from '../../lib/brand.ts';
import type { FlowBrief, MailContent } from '../flow-port.ts';
import type { GateFacts, Rival, Sibling } from '../gate/clause.ts';
import type { Attempt } from './attempt.ts';
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

const waitingMails = async (
  facts: SendFacts,
  requests: readonly EffectRequest[],
  now: Date,
): Promise<Waiting[]> => {
  const [first] = requests;
  if (first === undefined) return [];
  const { shop } = first.enrollment;
  const contacts = [...new Set(requests.map(({ enrollment }) => enrollment.contact))];
  const ours = new Set(requests.map(({ enrollment }) => enrollment.id));
  const found = await facts.enrollments.findWaitingOfContacts(shop, contacts);
  const others = found.filter((each) => !ours.has(each.id) && isDueWithin(siblingWithinMs, each, now));
  if (others.length === 0) return [];
  const programs = await facts.programs.load(others);
  return others.flatMap((enrollment) => {
    const program = programs.get(versionKey(enrollment));
    return program !== undefined && nextIsMail(program.steps, enrollment.step)
      ? [{ enrollment, program }]
      : [];
  });
};

/** One that would really be sent when its time comes. */
interface Ready {
  readonly enrollment: Enrollment;
  readonly brief: FlowBrief;
  readonly content: MailContent;
}

const readyOf = async (
  facts: SendFacts,
  shop: ShopId,
  at: { waiting: readonly Waiting[]; now: Date },
): Promise<readonly Ready[]> => {
  if (at.waiting.length === 0) return [];
  const briefs = await facts.flows.brief(shop, at.waiting, at.now);
  return at.waiting.flatMap(({ enrollment }): Ready[] => {
    const brief = briefs.get(enrollment.id);
    if (brief?.running !== 'live' || !brief.filterHolds || brief.settledBy !== undefined) return [];
    if ('none' in brief.content || brief.usefulUntil < (enrollment.dueAt ?? at.now)) return [];
    return [{ enrollment, brief, content: brief.content }];
  });
};

const speaksFor = ({ flow }: Enrollment, brief: FlowBrief, other: Ready): boolean =>
  brief.combines && other.enrollment.flow === flow;

/** The same person's other mails: those of the same flow go along, those of others may go first. */
const othersOf = (enrollment: Enrollment, brief: FlowBrief, at: { ready: readonly Ready[]; now: Date }) => {
  const own = at.ready.filter((other) => other.enrollment.contact === enrollment.contact);
  const siblings = own.filter((other) => speaksFor(enrollment, brief, other));
  const rivals = own.filter(
    (other) => !speaksFor(enrollment, brief, other) && isDueWithin(rivalWithinMs, other.enrollment, at.now),
  );
  return {
    siblings: siblings.map((other): Sibling => ({
      enrollment: other.enrollment.id,
      content: other.content,
    })),
    rivals: rivals.map((other): Rival => ({
      enrollment: other.enrollment.id,
      flowKey: other.brief.flowKey,
      priority: other.brief.priority,
      dueAt: other.enrollment.dueAt ?? at.now,
    })),
  };
};

/** Facts of one shop's mails, in a handful of reads whatever their number. What can't be known is absent. */
const loadShop = async (
  facts: SendFacts,
  shopId: ShopId,
  at: { attempts: readonly Attempt[]; now: Date },
): Promise<[EnrollmentId, GateFacts][]> => {
  const requests = at.attempts.map(({ request }) => request);
  const contacts = [...new Set(requests.map(({ enrollment }) => enrollment.contact))];
  const [shops, recipients, briefs, waiting] = await Promise.all([
    facts.people.shops([shopId]),
    facts.people.recipients(shopId, contacts),
    facts.flows.brief(shopId, requests, at.now),
    waitingMails(facts, requests, at.now),
  ]);
  const ready = await readyOf(facts, shopId, { waiting, now: at.now });
  const shop = shops.get(shopId);
  return requests.flatMap(({ enrollment }): [EnrollmentId, GateFacts][] => {
    const recipient = recipients.get(enrollment.contact);
    const brief = briefs.get(enrollment.id);
    if (shop === undefined || recipient === undefined || brief === undefined) return [];
    const { id, heldOut, dueAt = at.now } = enrollment;
    return [
      [
        id,
        {
          now: at.now,
          shop,
          recipient,
          brief,
          enrollment: { id, heldOut, dueAt },
          ...othersOf(enrollment, brief, { ready, now: at.now }),
        },
      ],
    ];
  });
};

export const loadGateFacts = async (
  facts: SendFacts,
  attempts: readonly Attempt[],
  now: Date,
): Promise<ReadonlyMap<EnrollmentId, GateFacts>> => {
  const byShop = Map.groupBy(attempts, ({ request }) => request.enrollment.shop);
  const loaded = await Promise.all(
    [...byShop].map(([shop, mine]) => loadShop(facts, shop, { attempts: mine, now })),
  );
  return new Map(loaded.flat());
};

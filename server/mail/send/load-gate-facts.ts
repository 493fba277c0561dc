import type { Enrollment } from '../../engine/enrollment.ts';
import type { EffectRequest } from '../../engine/effect.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import { versionKey } from '../../engine/ports.ts';
import type { EnrollmentId, ShopId } from '../../lib/brand.ts';
import type { GateFacts, Rival } from '../gate/clause.ts';
import type { Attempt } from './attempt.ts';
import type { SendFacts } from './send-ports.ts';

/** "Wants this person now": due within four hours. */
const rivalWithinMs = 4 * 3_600_000;

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

const soon = ({ heldOut, dueAt }: Enrollment, now: Date): boolean =>
  // People held out block nobody.
  !heldOut && dueAt !== undefined && dueAt.getTime() <= now.getTime() + rivalWithinMs;

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
  const others = found.filter((each) => !ours.has(each.id) && soon(each, now));
  if (others.length === 0) return [];
  const programs = await facts.programs.load(others);
  return others.flatMap((enrollment) => {
    const program = programs.get(versionKey(enrollment));
    return program !== undefined && nextIsMail(program.steps, enrollment.step)
      ? [{ enrollment, program }]
      : [];
  });
};

const rivalsOf = async (
  facts: SendFacts,
  shop: ShopId,
  at: { waiting: readonly Waiting[]; now: Date },
): Promise<Map<string, Rival[]>> => {
  const rivals = new Map<string, Rival[]>();
  if (at.waiting.length === 0) return rivals;
  const briefs = await facts.flows.brief(shop, at.waiting, at.now);
  for (const { enrollment } of at.waiting) {
    const brief = briefs.get(enrollment.id);
    const dueAt = enrollment.dueAt ?? at.now;
    if (
      brief === undefined ||
      brief.running !== 'live' ||
      !brief.filterHolds ||
      brief.settledBy !== undefined
    )
      continue;
    if ('none' in brief.content || brief.usefulUntil < dueAt) continue;
    const rival = { enrollment: enrollment.id, flowKey: brief.flowKey, priority: brief.priority, dueAt };
    rivals.set(enrollment.contact, [...(rivals.get(enrollment.contact) ?? []), rival]);
  }
  return rivals;
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
  const rivals = await rivalsOf(facts, shopId, { waiting, now: at.now });
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
          rivals: rivals.get(enrollment.contact) ?? [],
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
